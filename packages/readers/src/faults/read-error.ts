import type { FaultPlace } from '@miaotou/contracts';

/** Why a file is refused as a whole. Stable: shown, stored and counted. */
export const readFaultCodes = [
  'empty-file',
  'header-only',
  'unknown-format',
  'wrong-kind',
  'unknown-layout',
  'doubled-column',
  'truncated-archive',
  'archive-bomb',
  'unsafe-archive',
  'too-large',
  'line-too-long',
  'unclosed-quote',
  'not-text',
  'encrypted-workbook',
  'encrypted-archive',
  'nested-archive',
  'no-tables',
  'formula-without-value',
] as const;
export type ReadFaultCode = (typeof readFaultCodes)[number];

/** A file that cannot be read, said in both languages. Permanent: reading the same bytes again ends the same. */
export class ReadError extends Error {
  readonly code: ReadFaultCode;
  readonly zh: string;
  readonly en: string;
  readonly place: FaultPlace;

  constructor(code: ReadFaultCode, sentence: { zh: string; en: string }, place: FaultPlace, cause?: unknown) {
    super(sentence.en, { cause });
    this.name = 'ReadError';
    this.code = code;
    this.zh = sentence.zh;
    this.en = sentence.en;
    this.place = place;
  }
}
