import type { RuleChange, RuleFile, RuleImportPreview } from '@miaotou/contracts';
import { parseRuleFile, ruleFileName, ruleText } from '@miaotou/rules';
import type { RuleFault } from '@miaotou/rules';
import type { Viewer } from '../people/index.js';
import { refuse } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { fileOf, sameContent, shippedBook, storedRule, versionsInForce } from './book.js';
import { ruleChanges } from './changes.js';
import { candidateOf, checkText } from './draft-check.js';
import type { DraftRecord, RuleVersionRecords } from './version-ports.js';

export type Actor = Pick<Viewer, 'username' | 'scope'>;

/** Keeps a new draft and its first step. */
export type MakeDraft = (
  tx: Executor,
  facts: Pick<DraftRecord, 'ruleId' | 'kind' | 'basedOn' | 'text' | 'reason' | 'replayId'>,
  by: Actor,
) => Promise<DraftRecord>;

export interface RuleFilesDeps {
  readonly records: Records;
  readonly store: RuleVersionRecords;
  readonly clock: Clock;
  readonly shipped: () => Promise<readonly RuleFile[]>;
  /** Runs under the lock of the rule book, in one transaction. */
  readonly locked: <T>(work: (tx: Executor) => Promise<T>) => Promise<T>;
  readonly make: MakeDraft;
}

/** A rule of one side that the other has not, or has otherwise. */
export interface RuleDifference {
  readonly ruleId: string;
  readonly kind: 'changed' | 'only-in-files' | 'only-in-database';
  readonly changes: readonly RuleChange[];
}

const fileFaulty = (name: string, fault: RuleFault | undefined) => {
  const at = `${name}:${fault?.line ?? 1}:${fault?.column ?? 1}`;
  return refuse(
    'invalid',
    'rule-file-faulty',
    `${at} ${fault?.message.zh ?? ''}`,
    `${at} ${fault?.message.en ?? ''}`,
  );
};

/** A rule file that must be right. */
function readFile({ name, text }: { readonly name: string; readonly text: string }): RuleFile {
  const parsed = parseRuleFile(text, name);
  if (parsed.ok) return parsed.rule.file;
  const [fault] = parsed.faults;
  throw fileFaulty(name, fault);
}

/** Rules judge everybody: only who sees the whole deployment may write or decide them. */
export function requireWhole({ scope }: Actor): void {
  if (scope.includes('*')) return;
  throw refuse(
    'forbidden',
    'scope-too-narrow',
    '规则适用于全部地区，只有管辖全部地区的人员可以起草或审批。',
    'Rules hold for every region; only who is in charge of all of them may draft or decide.',
  );
}

/** The rule book as files, and files as drafts. */
export function createRuleFiles({ records, store, clock, shipped, locked, make }: RuleFilesDeps) {
  const published = (at: Executor = records.read) => store.published(at);

  return {
    /** The rules in force as files. */
    async files(): Promise<readonly { readonly name: string; readonly text: string }[]> {
      return versionsInForce(await published(), clock.now())
        .map(fileOf)
        .map((file) => ({ name: ruleFileName(file), text: ruleText(file) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    },

    /** What files would become: drafts of new or changed rules. Writes nothing. */
    async preview(
      files: readonly { readonly name: string; readonly text: string }[],
    ): Promise<RuleImportPreview> {
      const kept = await published();
      return {
        files: files.map(({ name, text }) => {
          const checked = checkText({ text, ruleId: null, basedOn: null, kept, now: clock.now() });
          const { file, faults, changes } = checked;
          const standing =
            file === null || faults.length > 0
              ? 'refused'
              : checked.base === null
                ? 'new'
                : changes.length === 0
                  ? 'same'
                  : 'changed';
          return {
            name,
            text,
            ruleId: file?.id ?? null,
            ruleName: file?.name ?? null,
            standing,
            changes: [...changes],
            faults: faults.map((fault) => ({ ...fault, file: name })),
          };
        }),
      };
    },

    /** Makes drafts of files that are new or changed; one faulty file refuses all. */
    async bring(
      files: readonly { readonly name: string; readonly text: string }[],
      reason: string,
      by: Actor,
    ): Promise<{ drafts: { ruleId: string; draftId: string }[] }> {
      requireWhole(by);
      const drafts = await locked(async (tx) => {
        const kept = await published(tx);
        const made: { ruleId: string; draftId: string }[] = [];
        for (const { name, text } of files) {
          const { file, faults, changes, base } = checkText({
            text,
            ruleId: null,
            basedOn: null,
            kept,
            now: clock.now(),
          });
          const [fault] = faults;
          if (file === null || fault !== undefined) {
            throw fileFaulty(name, fault);
          }
          if (base !== null && changes.length === 0) continue;
          const facts = {
            ruleId: file.id,
            kind: 'import',
            basedOn: base?.version ?? null,
            text,
            reason,
            replayId: null,
          } as const;
          const { id } = await make(tx, facts, by);
          made.push({ ruleId: file.id, draftId: String(id) });
        }
        return made;
      });
      return { drafts };
    },

    /** Where the rules in force and files differ, rule by rule; the shipped files where none are given. */
    async differences(
      texts: readonly { readonly name: string; readonly text: string }[] | null,
    ): Promise<RuleDifference[]> {
      const files = texts === null ? await shipped() : texts.map(readFile);
      const inForce = versionsInForce(await published(), clock.now()).map(fileOf);
      const ids = [...new Set([...inForce, ...files].map(({ id }) => id))].toSorted();
      return ids.flatMap((ruleId): RuleDifference[] => {
        const [ours, theirs] = [inForce, files].map((all) => all.find(({ id }) => id === ruleId));
        if (ours === undefined) return [{ ruleId, kind: 'only-in-files', changes: [] }];
        if (theirs === undefined) return [{ ruleId, kind: 'only-in-database', changes: [] }];
        if (sameContent(ours, theirs)) return [];
        return [
          { ruleId, kind: 'changed', changes: ruleChanges(theirs, { ...ours, effective: theirs.effective }) },
        ];
      });
    },

    /** Keeps the shipped rules of which the office has no version of its own; tells which ones it left. */
    async publishShipped(files: readonly RuleFile[]): Promise<readonly RuleFile[]> {
      return locked(async (tx) => {
        const now = clock.now();
        const { publish, updates } = shippedBook(files, await published(tx));
        for (const file of publish) {
          await store.publish(tx, { ...candidateOf(file, now), ...storedRule(file), origin: 'book' });
        }
        return updates;
      });
    },
  };
}
