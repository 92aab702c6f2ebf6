import { toSimplified } from './traditional.js';

const HAN = /(?=[\p{L}\p{N}])\p{Script=Han}/u;
const OPENING = /[[{〔【〖〈《「『<]/gu;
const CLOSING = /[\]}〕】〗〉》」』>]/gu;

function foldWidthAndCase(text: string): string {
  // Upper-casing may decompose a letter, so it is composed once more.
  return text
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '');
}

/** Words that a register puts after the name of a one-person business; the name is the same with and without. */
const SOLE_TRADER = /(?<=.)(?:\(个体工商户\)|\(个体户\)|\(个体\)|个体工商户)+$/u;

function normaliseHan(text: string): string {
  return toSimplified(text)
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(/[^\p{L}\p{N}\p{M}()&+]/gu, '')
    .replace(/\([()]*\)/gu, '')
    .replaceAll('有限责任公司', '有限公司')
    .replace(SOLE_TRADER, '');
}

/** Legal forms as people write them out, and the short form that stands for each. */
const SHORT_FORMS: readonly (readonly [RegExp, string])[] = [
  [/\bL L C\b/gu, 'LLC'],
  [/\bL L P\b/gu, 'LLP'],
  [/\bP L L C\b/gu, 'PLLC'],
  [/\b(?:LIMITED|LTD) LIABILITY (?:COMPANY|CO)\b/gu, 'LLC'],
  [/\bINCORPORATED\b/gu, 'INC'],
  [/\bCORPORATION\b/gu, 'CORP'],
  [/\bCOMPANY\b/gu, 'CO'],
  [/\bLIMITED\b/gu, 'LTD'],
];
/** The name of the firm stands before, the one of its shop behind. */
const TRADING_AS = /^(.+?) (?:DBA|D B A|DOING BUSINESS AS) .*$/u;
/** G M and GM are the same initials. */
const INITIALS = /\b[A-Z](?: [A-Z])+\b/gu;
const ARTICLE = /^(?:THE )+(?=.)|(?<=.)(?: THE)+$/gu;

function normaliseLatin(text: string): string {
  const words = text
    .replace(/&/gu, ' AND ')
    .replace(/[-/\\_\p{Pd}()[\]{}<>]/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{M}+\s]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(TRADING_AS, '$1');
  return SHORT_FORMS.reduce((name, [form, short]) => name.replace(form, short), words)
    .replace(INITIALS, (letters) => letters.replaceAll(' ', ''))
    .replace(ARTICLE, '');
}

function normaliseOnce(name: string): string {
  const folded = foldWidthAndCase(name);
  const bare = HAN.test(folded) ? normaliseHan(folded) : normaliseLatin(folded);
  // What stood between a letter and an accent may be gone now.
  return bare.normalize('NFKC');
}

/**
 * The name by which two spellings of one employer are the same: width, case, brackets, spaces, punctuation and
 * traditional characters do not matter, nor how the legal form is written (有限责任公司 and 有限公司, Incorporated and Inc.).
 * Branches and project departments 项目部 stay employers of their own.
 */
export function normaliseEmployerName(name: string): string {
  let normal = normaliseOnce(name);
  // What was taken away may have stood between two halves of something else.
  for (;;) {
    const again = normaliseOnce(normal);
    if (again === normal) return normal;
    normal = again;
  }
}

const PLACES = ['广东省', '广东', '揭阳市', '揭阳', '惠来县', '惠来'];
const PLACE_PREFIX = new RegExp(`^(?:\\((?:${PLACES.join('|')})\\)|${PLACES.join('|')})`, 'u');
const PLACE_NAMED = new RegExp(`^(?:${PLACES.join('|')})|\\((?:${PLACES.join('|')})\\)`, 'u');
const PLACE_IN_BRACKETS = new RegExp(`\\((?:${PLACES.join('|')})\\)`, 'gu');
const HAN_FORMS = /股份有限公司|有限公司|\((?:有限合伙|普通合伙|特殊普通合伙|个体工商户|个人独资)\)/gu;
const LATIN_FORMS =
  /(?:^THE )|(?: (?:LLC|LLP|LP|PLLC|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|CO|COMPANY|PC|PLC))+$/gu;
const HAN_FORM = new RegExp(HAN_FORMS.source, 'u');
/** A core shorter than this names nobody: the part before it is kept instead. */
const SHORTEST_CORE = 2;

function withoutPlacePrefix(name: string): string {
  let core = name;
  for (;;) {
    const shorter = core.replace(PLACE_PREFIX, '');
    if (shorter === core || shorter.length < SHORTEST_CORE) return core;
    core = shorter;
  }
}

/**
 * What is left of a name without legal form and place (惠来县, 揭阳市, 广东省): for finding candidates only, never for
 * merging two employers.
 */
export function employerNameCore(name: string): string {
  const normal = normaliseEmployerName(name);
  if (!HAN.test(normal)) {
    const core = normal.replace(LATIN_FORMS, '').trim();
    return core.length < SHORTEST_CORE ? normal : core;
  }
  const unplaced = withoutPlacePrefix(normal.replace(PLACE_IN_BRACKETS, ''));
  const core = unplaced.replace(HAN_FORMS, '');
  return core.length < SHORTEST_CORE ? unplaced : core;
}

/**
 * Whether a normalised name is a whole one of a register: with the county, city or province that gave it, and with its
 * legal form. An authority gives such a name once.
 */
export function isRegisteredName(normal: string): boolean {
  return HAN_FORM.test(normal) && PLACE_NAMED.test(normal);
}
