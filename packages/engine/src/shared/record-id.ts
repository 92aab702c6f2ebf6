/** Whether a text from outside can be the number of a row in the records: it is safe to make a number of it. */
export function isRecordId(text: string): boolean {
  return /^\d{1,15}$/u.test(text);
}
