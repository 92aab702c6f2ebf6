import { huilaiCode, parentRegion, regionWithin } from '../regions/index.js';
import type { Bilingual } from '../vocabulary/index.js';
import { employerNameKind } from './kind.js';
import { employerNameCore, normaliseEmployerName } from './name.js';

/** A written employer, or one that is known, as far as they are compared. */
export interface ComparedEmployer {
  readonly name: string;
  readonly uscc: string | null;
  readonly region: string;
}
/** One that is known, with the other names under which it was met (normalised). */
export interface KnownCandidate extends ComparedEmployer {
  readonly aliases: readonly string[];
  /** Whether somebody who complains of the written one complained of it too, by a keyed identity or phone number. */
  readonly samePerson?: boolean;
}

export const candidateReasons = [
  'same-name',
  'same-core',
  'similar-core',
  'alias-before',
  'code-one-away',
  'same-person',
  'same-town',
  'other-town',
  'other-kind',
] as const;
export type CandidateReason = (typeof candidateReasons)[number];

/** Points of each reason out of 100 [proposed]; a person decides whatever they say. */
const points: Readonly<Record<CandidateReason, number>> = {
  'same-name': 60,
  'same-core': 45,
  'similar-core': 35,
  'alias-before': 55,
  'code-one-away': 35,
  'same-person': 20,
  'same-town': 15,
  'other-town': -20,
  'other-kind': -25,
};

/** What each reason says to people. */
export const candidateReasonTexts: Readonly<Record<CandidateReason, Bilingual>> = {
  'same-name': { zh: '名称相同', en: 'same name' },
  'same-core': { zh: '字号与行业相同', en: 'same name without place and form' },
  'similar-core': { zh: '字号相近', en: 'similar name' },
  'alias-before': { zh: '曾用此名', en: 'met under this name before' },
  'code-one-away': { zh: '信用代码只差一位', en: 'credit code differs in one character' },
  'same-person': { zh: '同一人反映过两者', en: 'the same person complained of both' },
  'same-town': { zh: '同一乡镇', en: 'same town' },
  'other-town': { zh: '乡镇不同', en: 'another town' },
  'other-kind': { zh: '一方为分支或项目部', en: 'one is a branch or project department' },
};

/** Jaro-Winkler similarity of two texts, 0 to 1, over characters. */
export function nameSimilarity(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  if (a.length === 0 || b.length === 0) return one === other ? 1 : 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Set<number>();
  const left: string[] = [];
  for (const [at, char] of a.entries()) {
    for (let to = Math.max(0, at - reach); to <= Math.min(b.length - 1, at + reach); to += 1) {
      if (taken.has(to) || b[to] !== char) continue;
      taken.add(to);
      left.push(char);
      break;
    }
  }
  if (left.length === 0) return 0;
  const right = b.filter((_, at) => taken.has(at));
  const moved = left.filter((char, at) => char !== right[at]).length / 2;
  const jaro = (left.length / a.length + left.length / b.length + (left.length - moved) / left.length) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

const near = 0.85;

function oneAway(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let differing = 0;
  for (let at = 0; at < a.length; at += 1) if (a.charAt(at) !== b.charAt(at)) differing += 1;
  if (differing === 1) return true;
  const first = [...a].findIndex((char, at) => char !== b.charAt(at));
  return (
    differing === 2 && a.charAt(first) === b.charAt(first + 1) && a.charAt(first + 1) === b.charAt(first)
  );
}

/** Whether a region is a town or zone and not the county or more. */
const isTown = (code: string): boolean => parentRegion(code) === huilaiCode;
const part = (name: string): boolean => ['branch', 'project'].includes(employerNameKind(name));

function* reasonsOf(written: ComparedEmployer, known: KnownCandidate): Iterable<CandidateReason> {
  const normal = normaliseEmployerName(written.name);
  if (normal !== '') {
    const core = employerNameCore(written.name);
    const itsCore = employerNameCore(known.name);
    if (normal === normaliseEmployerName(known.name)) yield 'same-name';
    else if (core === itsCore) yield 'same-core';
    else if (nameSimilarity(core, itsCore) >= near) yield 'similar-core';
    if (known.aliases.includes(normal)) yield 'alias-before';
    if (part(written.name) !== part(known.name)) yield 'other-kind';
  }
  const code = written.uscc?.normalize('NFKC').replace(/\s/gu, '').toUpperCase() ?? '';
  if (known.uscc !== null && oneAway(code, known.uscc)) yield 'code-one-away';
  if (known.samePerson === true) yield 'same-person';
  if (written.region === '' || known.region === '') return;
  if (written.region === known.region) {
    // That both lie in the county says nothing.
    if (isTown(known.region)) yield 'same-town';
  } else if (!regionWithin(written.region, [known.region]) && !regionWithin(known.region, [written.region])) {
    yield 'other-town';
  }
}

/** How much speaks for a written employer being a known one: 0 to 100 points, and each reason for them. */
export function scoreCandidate(
  written: ComparedEmployer,
  known: KnownCandidate,
): { readonly score: number; readonly reasons: readonly CandidateReason[] } {
  const reasons = [...reasonsOf(written, known)];
  const sum = reasons.reduce((total, reason) => total + points[reason], 0);
  return { score: Math.max(0, Math.min(100, sum)), reasons };
}
