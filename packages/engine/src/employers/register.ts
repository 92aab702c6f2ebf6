import { employerNameKind, headOfficeName } from '@miaotou/domain';
import type { AliasRecord, EmployerRecord, NamedLink, NewAlias, NewEmployer, NewQuestion } from './ports.js';
import { nobodyKey, standingFor } from './recognise.js';
import type { Known } from './recognise.js';

function put<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/**
 * What is known while one delivery is settled: the records, and what the delivery's own earlier rows brought. New
 * employers bear negative numbers until they are written.
 */
export class Register implements Known {
  readonly byUscc = new Map<string, EmployerRecord>();
  readonly byName = new Map<string, EmployerRecord[]>();
  readonly byCore = new Map<string, EmployerRecord[]>();
  readonly aliases = new Map<string, AliasRecord[]>();
  readonly made: NewEmployer[] = [];
  readonly newAliases: NewAlias[] = [];
  readonly registered: { readonly id: number; readonly uscc: string }[] = [];
  readonly questions = new Map<string, NewQuestion>();
  readonly nobodies: ReadonlySet<string>;
  readonly newLinks: NamedLink[] = [];
  readonly #seen = new Map<number, EmployerRecord>();

  constructor(
    employers: readonly EmployerRecord[],
    aliases: readonly AliasRecord[],
    nobodies: readonly Pick<AliasRecord, 'nameNormal' | 'region'>[],
  ) {
    this.nobodies = new Set(nobodies.map(nobodyKey));
    for (const employer of employers) this.#enter(employer);
    for (const alias of aliases) put(this.aliases, alias.nameNormal, alias);
  }

  #enter(employer: EmployerRecord): void {
    if (this.#seen.has(employer.id)) return;
    this.#seen.set(employer.id, employer);
    if (employer.uscc !== null) this.byUscc.set(employer.uscc, employer);
    if (employer.nameNormal !== '') put(this.byName, employer.nameNormal, employer);
    if (employer.nameCore !== '') put(this.byCore, employer.nameCore, employer);
  }

  get(id: number): EmployerRecord | undefined {
    return this.#seen.get(id);
  }

  make(employer: NewEmployer): EmployerRecord {
    this.made.push(employer);
    const record = { id: -this.made.length, heirId: null, ...employer };
    this.#enter(record);
    return record;
  }

  /** Links a part of a firm, told by its name, to the one firm of that name. */
  link(part: EmployerRecord, createdBy: string): void {
    const kind = employerNameKind(part.name);
    const head = headOfficeName(part.name);
    if (head === null || (kind !== 'branch' && kind !== 'project')) return;
    const heads = new Set((this.byName.get(head) ?? []).map(standingFor));
    const [only] = heads;
    if (heads.size !== 1 || only === undefined || only === part.id) return;
    this.newLinks.push({ fromId: part.id, toId: only, kind, createdBy });
  }

  alias(alias: NewAlias): void {
    const held = (this.aliases.get(alias.nameNormal) ?? []).some(({ region }) => region === alias.region);
    if (held) return;
    this.newAliases.push(alias);
    put(this.aliases, alias.nameNormal, alias);
  }

  register(id: number, uscc: string): void {
    const record = this.#seen.get(id);
    if (record === undefined) return;
    this.registered.push({ id, uscc });
    const now = { ...record, uscc };
    this.#seen.set(id, now);
    this.byUscc.set(uscc, now);
    const names = this.byName.get(record.nameNormal) ?? [];
    this.byName.set(
      record.nameNormal,
      names.map((one) => (one.id === id ? now : one)),
    );
  }
}
