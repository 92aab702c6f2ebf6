import type { Bilingual } from '@miaotou/domain';

/** One fault of a rule: where in the file it stands (1-based), a stable code and a sentence. */
export interface RuleFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: Bilingual;
}

/** A fault before its place in a file is known: the path to the value, and the character inside its text. */
export interface RuleFaultAt {
  readonly path: readonly (string | number)[];
  readonly offset?: number;
  readonly code: string;
  readonly message: Bilingual;
}

/** `R08.yaml:12:9 …`, as an editor reads it. */
export function faultLine(fault: RuleFault, language: 'zh' | 'en'): string {
  return `${fault.file}:${fault.line}:${fault.column} ${fault.code}: ${fault.message[language]}`;
}
