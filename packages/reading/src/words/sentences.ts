/** The sentences of a text; commas do not end one. */
export function sentencesOf(text: string): string[] {
  return text.split(/[。！？!?；;…\n]+/u).flatMap((sentence) => {
    const tidy = sentence.trim();
    return tidy === '' ? [] : [tidy];
  });
}

/** The parts of a text between any punctuation. */
export function clausesOf(text: string): string[] {
  return text.split(/[。！？!?；;…,，、\n:：]+(?!\d{3})/u).flatMap((clause) => {
    const tidy = clause.trim();
    return tidy === '' ? [] : [tidy];
  });
}
