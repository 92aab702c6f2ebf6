/** Leftovers of workbooks and web pages that stand in messages and mean nothing. */
const leftovers = /_x000[dD]_|&nbsp;?|&[a-z]+;|<[^<>]{0,200}>/gu;

/** Half-width text in one line, without leftovers of the programs that it went through. */
export function tidyText(text: string): string {
  return text.normalize('NFKC').replace(leftovers, ' ').replace(/\s+/gu, ' ').trim();
}
