import { createHash } from 'node:crypto';
import type { EmployerQuestion } from '@miaotou/contracts';
import {
  employerNameCore,
  employerNameKind,
  findTownByName,
  isRegisteredName,
  nearUsccs,
  normaliseEmployerName,
  regionWithin,
  repairUscc,
} from '@miaotou/domain';
import type { AliasRecord, EmployerRecord, NewAlias, NewEmployer, NewQuestion } from './ports.js';

/** An employer as a row writes it. */
export interface WrittenIdentity {
  readonly ident: string;
  readonly uscc: string | null;
  readonly name: string | null;
  readonly place: string | null;
}

/** The same, read: `code` says what the social credit code is worth. */
export interface Identity {
  readonly ident: string;
  readonly code: 'valid' | 'bad' | 'none';
  readonly uscc: string | null;
  /** Codes that a bad one may have meant. */
  readonly near: readonly string[];
  readonly name: string;
  readonly normal: string;
  readonly core: string;
  /** Town, or the layout's own region, or '' when no one says. */
  readonly region: string;
}

/** Reads code, name and place of a written employer. `layoutRegion` holds for rows whose place names no town. */
export function readIdentity(written: WrittenIdentity, layoutRegion: string): Identity {
  const text = written.uscc?.trim() ?? '';
  const parsed = text === '' ? null : repairUscc(text);
  const name = written.name?.trim() ?? '';
  const town = findTownByName(written.place ?? '') ?? findTownByName(name);
  return {
    ident: written.ident,
    code: parsed === null ? 'none' : parsed.ok ? 'valid' : 'bad',
    uscc: parsed?.ok === true ? parsed.uscc : null,
    near: parsed?.ok === false ? nearUsccs(text) : [],
    name,
    normal: name === '' ? '' : normaliseEmployerName(name),
    core: name === '' ? '' : employerNameCore(name),
    region: town?.code ?? layoutRegion,
  };
}

/** What is known of the employers that a delivery may mean. */
export interface Known {
  readonly byUscc: ReadonlyMap<string, EmployerRecord>;
  readonly byName: ReadonlyMap<string, readonly EmployerRecord[]>;
  readonly byCore: ReadonlyMap<string, readonly EmployerRecord[]>;
  readonly aliases: ReadonlyMap<string, readonly AliasRecord[]>;
  /** Names at places of which a person said that they are no employer. */
  readonly nobodies: ReadonlySet<string>;
}

/** The employer that now stands for a known one: itself, or the one that it was merged into. */
export const standingFor = ({ id, heirId }: EmployerRecord): number => heirId ?? id;

export const nobodyKey = ({ nameNormal, region }: Pick<AliasRecord, 'nameNormal' | 'region'>): string =>
  `${nameNormal}\n${region}`;

/** Whom a written employer is: one we know, a new one, or a question for a person. Each says why. */
export type Recognition =
  | {
      readonly kind: 'known';
      readonly employerId: number;
      readonly reason: 'uscc' | 'name' | 'alias' | 'name-registered';
      /** The code that a known name turned out to have. */
      readonly register?: string;
      readonly alias?: Omit<NewAlias, 'createdBy'>;
    }
  | { readonly kind: 'new'; readonly employer: NewEmployer; readonly reason: 'new-uscc' | 'new-name' }
  | {
      readonly kind: 'ask';
      readonly reason: EmployerQuestion['reason'];
      readonly candidates: readonly number[];
    }
  | { readonly kind: 'nobody'; readonly reason: 'no-name' | 'not-an-employer' }
  | { readonly kind: 'person'; readonly reason: 'natural-person' };

/** A missing place contradicts none, and a county holds its towns; two towns are two places. */
function samePlace(a: string, b: string): boolean {
  return a === b || a === '' || b === '' || regionWithin(a, [b]) || regionWithin(b, [a]);
}

/** Exact place first; a vaguer place only when it leaves one answer. */
function inPlace<T extends { readonly region: string }>(found: readonly T[], region: string): readonly T[] {
  const exact = found.filter((one) => one.region === region);
  return exact.length > 0 ? exact : found.filter((one) => samePlace(one.region, region));
}

/**
 * The one employer of the name that is met with its code for the first time. A name with its place and legal form is
 * given once, so a row that tells no town may mean it too; any other name must come from the same town.
 */
function unregistered({ normal, region }: Identity, known: Known): EmployerRecord | null {
  const standing = (known.byName.get(normal) ?? []).filter(({ heirId }) => heirId === null);
  const [only, ...others] = standing.filter(
    (one) => one.uscc === null && one.region === region && region !== '',
  );
  if (only !== undefined) return others.length === 0 ? only : null;
  const [single, ...more] = standing;
  if (single === undefined || more.length > 0 || single.uscc !== null) return null;
  return isRegisteredName(normal) && samePlace(single.region, region) ? single : null;
}

function byCode(identity: Identity, uscc: string, known: Known): Recognition {
  const { name, normal, core, region } = identity;
  const holder = known.byUscc.get(uscc);
  if (holder !== undefined) {
    const employerId = standingFor(holder);
    if (normal === '' || normal === holder.nameNormal) return { kind: 'known', employerId, reason: 'uscc' };
    // The code decides even where the name is another one; the name is kept, so that it is found without the code too.
    if (employerNameKind(name) === 'person') return { kind: 'known', employerId, reason: 'uscc' };
    const alias = { employerId: holder.id, nameNormal: normal, region, reason: 'same-uscc' as const };
    return { kind: 'known', employerId, reason: 'uscc', alias };
  }
  const only = unregistered(identity, known);
  if (only !== null) {
    return { kind: 'known', employerId: only.id, reason: 'name-registered', register: uscc };
  }
  const employer = { uscc, name: name === '' ? uscc : name, nameNormal: normal, nameCore: core, region };
  return { kind: 'new', employer, reason: 'new-uscc' };
}

/**
 * Decides whom a written employer is: by valid code, else by exact name and place, else by a name under which it was
 * met before. Never by a similar name: that is for a person to say. With `ask` false (an archive, or another place
 * than the county) a name stands for itself and no one is asked. A natural person is never known again by name.
 */
export function recogniseEmployer(identity: Identity, known: Known, ask: boolean): Recognition {
  const { uscc, name, normal, core, region, code } = identity;
  if (uscc !== null) return byCode(identity, uscc, known);
  if (normal === '') return { kind: 'nobody', reason: 'no-name' };
  if (ask && employerNameKind(name) === 'person') return { kind: 'person', reason: 'natural-person' };
  if (known.nobodies.has(nobodyKey({ nameNormal: normal, region }))) {
    return { kind: 'nobody', reason: 'not-an-employer' };
  }
  const named = [...new Set(inPlace(known.byName.get(normal) ?? [], region).map(standingFor))];
  const [only] = named;
  if (named.length === 1 && only !== undefined) return { kind: 'known', employerId: only, reason: 'name' };
  if (named.length > 1) return { kind: 'ask', reason: 'several-candidates', candidates: named };
  const aliases = inPlace(known.aliases.get(normal) ?? [], region);
  const holders = new Set(aliases.map(({ employerId }) => employerId));
  const [holder] = holders;
  if (holders.size === 1 && holder !== undefined)
    return { kind: 'known', employerId: holder, reason: 'alias' };
  const similar = [
    ...new Set([
      ...(known.byName.get(normal) ?? []).map(standingFor),
      ...(known.byCore.get(core) ?? []).map(standingFor),
      ...holders,
      ...identity.near.flatMap((one) => known.byUscc.get(one) ?? []).map(standingFor),
    ]),
  ];
  if (ask && code === 'bad') return { kind: 'ask', reason: 'bad-uscc', candidates: similar };
  if (ask && similar.length > 0) {
    return {
      kind: 'ask',
      reason: similar.length > 1 ? 'several-candidates' : 'similar-name',
      candidates: similar,
    };
  }
  const employer = { uscc: null, name, nameNormal: normal, nameCore: core, region };
  return { kind: 'new', employer, reason: 'new-name' };
}

/** Subject under which the rows of an unsettled name are kept: the same for the same name, place and code. */
export function pendingSubject(
  identity: Pick<Identity, 'normal' | 'region' | 'uscc'>,
  writtenCode: string | null,
): string {
  const said = [identity.normal, identity.region, writtenCode ?? ''].join('\n');
  return `pending:${createHash('sha256').update(said).digest('hex').slice(0, 24)}`;
}

export function questionOf(
  identity: Identity,
  writtenCode: string | null,
  recognition: Extract<Recognition, { kind: 'ask' }>,
  batchId: number,
): NewQuestion {
  const { name, normal, region } = identity;
  return {
    pendingId: pendingSubject(identity, writtenCode),
    uscc: writtenCode,
    name,
    nameNormal: normal,
    region,
    reason: recognition.reason,
    candidates: recognition.candidates,
    firstBatch: batchId,
  };
}
