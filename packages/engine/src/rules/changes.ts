import type { RuleChange, RuleFile } from '@miaotou/contracts';
import { alertTiers } from '@miaotou/domain';
import type { AlertTier, Bilingual } from '@miaotou/domain';
import { canonicalJson } from '../ledger/index.js';
import { wordChanges } from './word-changes.js';

const tierWords: Readonly<Record<AlertTier, Bilingual>> = {
  blue: { zh: '蓝色', en: 'Blue' },
  yellow: { zh: '黄色', en: 'Yellow' },
  orange: { zh: '橙色', en: 'Orange' },
  red: { zh: '红色', en: 'Red' },
};

const fieldWords: Readonly<Record<string, Bilingual>> = {
  id: { zh: '编号', en: 'id' },
  slug: { zh: '英文短名', en: 'short name' },
  subject: { zh: '对象', en: 'subject' },
  families: { zh: '来源', en: 'source families' },
  disputeTypes: { zh: '争议类型', en: 'dispute types' },
  keyGroups: { zh: '重点群体', en: 'key groups' },
  industries: { zh: '行业', en: 'industries' },
  event: { zh: '事件', en: 'event' },
  plan: { zh: '应对预案', en: 'response plan' },
  legalBasis: { zh: '依据', en: 'basis' },
  features: { zh: '特征', en: 'features' },
  derive: { zh: '派生值', en: 'derived values' },
  thresholds: { zh: '阈值', en: 'thresholds' },
  also: { zh: '另列条件', en: 'further conditions' },
};

/** Texts whose single words are compared. */
const texts: readonly (readonly [string, Bilingual, (file: RuleFile) => string | undefined])[] = [
  ['name.zh', { zh: '中文名称', en: 'Chinese name' }, ({ name }) => name.zh],
  ['name.en', { zh: '英文名称', en: 'English name' }, ({ name }) => name.en],
  ['description.zh', { zh: '中文说明', en: 'Chinese description' }, ({ description }) => description?.zh],
  ['description.en', { zh: '英文说明', en: 'English description' }, ({ description }) => description?.en],
  ['when', { zh: '条件', en: 'Condition' }, ({ when }) => when],
  ['sentence.zh', { zh: '中文语句', en: 'Chinese sentence' }, ({ sentence }) => sentence.zh],
  ['sentence.en', { zh: '英文语句', en: 'English sentence' }, ({ sentence }) => sentence.en],
];

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(a) === canonicalJson(b));

/** A value as it stands in a sentence. */
function said(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : canonicalJson(value);
}

function changed(path: string, what: Bilingual, before: unknown, after: unknown): RuleChange {
  const text =
    before === undefined
      ? { zh: `新增${what.zh}：${said(after)}`, en: `${what.en} added: ${said(after)}` }
      : after === undefined
        ? { zh: `删除${what.zh}：${said(before)}`, en: `${what.en} removed: ${said(before)}` }
        : {
            zh: `${what.zh} ${said(before)} → ${said(after)}`,
            en: `${what.en} ${said(before)} → ${said(after)}`,
          };
  return { path, text, words: null };
}

function reworded(
  path: string,
  what: Bilingual,
  before: string | undefined,
  after: string | undefined,
): RuleChange {
  if (before === undefined || after === undefined) return changed(path, what, before, after);
  const text = { zh: `${what.zh}改为 ${after}`, en: `${what.en} is now ${after}` };
  return { path, text, words: wordChanges(before, after) };
}

/** How people call a feature or derived value. */
function labelOf(file: RuleFile, name: string): Bilingual {
  return file.features[name]?.label ?? { zh: name, en: name };
}

const namesOf = (before: object, after: object): string[] => [
  ...new Set([...Object.keys(before), ...Object.keys(after)]),
];

function featureChanges(before: RuleFile, after: RuleFile): RuleChange[] {
  return namesOf(before.features, after.features).flatMap((name): RuleChange[] => {
    const [was, is] = [before.features[name], after.features[name]];
    if (same(was, is)) return [];
    const path = `features.${name}`;
    const { zh, en } = labelOf(is === undefined ? before : after, name);
    const called = zh === name ? { zh: name, en } : { zh: `${name}（${zh}）`, en: `${name} (${en})` };
    if (was === undefined || is === undefined) {
      const text =
        was === undefined
          ? { zh: `新增特征 ${called.zh}`, en: `Feature ${called.en} added` }
          : { zh: `删除特征 ${called.zh}`, en: `Feature ${called.en} removed` };
      return [{ path, text, words: null }];
    }
    const [old, now] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((part) =>
      same(old.get(part), now.get(part))
        ? []
        : changed(
            `${path}.${part}`,
            { zh: `特征 ${called.zh} 的 ${part}`, en: `Feature ${called.en}, ${part}:` },
            old.get(part),
            now.get(part),
          ),
    );
  });
}

function thresholdChanges(before: RuleFile, after: RuleFile): RuleChange[] {
  return namesOf(before.thresholds, after.thresholds).flatMap((name) => {
    const label = labelOf(name in after.features ? after : before, name);
    return alertTiers.flatMap((tier): RuleChange[] => {
      const [was, is] = [before.thresholds[name]?.[tier], after.thresholds[name]?.[tier]];
      if (was === is) return [];
      const words = tierWords[tier];
      const what = {
        zh: `${words.zh}阈值 ${label.zh}`,
        en: `${words.en} threshold of ${label.en}`,
      };
      return [changed(`thresholds.${name}.${tier}`, what, was, is)];
    });
  });
}

function expressionChanges(before: RuleFile, after: RuleFile): RuleChange[] {
  const derived = namesOf(before.derive, after.derive).flatMap((name) => {
    const [was, is] = [before.derive[name], after.derive[name]];
    return was === is
      ? []
      : reworded(`derive.${name}`, { zh: `派生值 ${name} `, en: `Derived ${name}` }, was, is);
  });
  const also = alertTiers.flatMap((tier) => {
    const [was, is] = [before.also[tier], after.also[tier]];
    const what = { zh: `${tierWords[tier].zh}另列条件`, en: `${tierWords[tier].en} further condition` };
    return was === is ? [] : reworded(`also.${tier}`, what, was, is);
  });
  return [...derived, ...also];
}

function dateChanges(before: RuleFile, after: RuleFile): RuleChange[] {
  const [was, is] = [before.effective, after.effective];
  const ends =
    was.to === is.to
      ? []
      : [
          {
            path: 'effective.to',
            text:
              is.to === undefined
                ? { zh: '不再有截止日期', en: 'It has no last day any more' }
                : { zh: `${is.to} 之后停用`, en: `Retired after ${is.to}` },
            words: null,
          },
        ];
  const begins =
    was.from === is.from
      ? []
      : [changed('effective.from', { zh: '生效日期', en: 'First day' }, was.from, is.from)];
  return [...begins, ...ends];
}

/** What a rule says over another version of itself, in plain words; empty if and only if they say the same. */
export function ruleChanges(before: RuleFile, after: RuleFile): RuleChange[] {
  const found = [
    ...thresholdChanges(before, after),
    ...texts.flatMap(([path, what, of]) =>
      of(before) === of(after) ? [] : reworded(path, what, of(before), of(after)),
    ),
    ...expressionChanges(before, after),
    ...featureChanges(before, after),
    ...dateChanges(before, after),
  ];
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  // Whatever the language gains, and empty lists besides, is told as it stands.
  const rest = [...new Set([...old.keys(), ...now.keys()])].flatMap((name) =>
    name === 'version' ||
    same(old.get(name), now.get(name)) ||
    found.some(({ path }) => path === name || path.startsWith(`${name}.`))
      ? []
      : changed(name, fieldWords[name] ?? { zh: name, en: name }, old.get(name), now.get(name)),
  );
  return [...found, ...rest];
}

/** What of a rule decides over tiers: all but its words and dates. */
function judging({ subject, industries, event, features, derive, thresholds, when, also }: RuleFile): string {
  const bare = Object.fromEntries(
    Object.entries(features).map(([name, feature]) => [
      name,
      Object.fromEntries(Object.entries(feature).filter(([part]) => part !== 'label' && part !== 'words')),
    ]),
  );
  return canonicalJson({ subject, industries, event, features: bare, derive, thresholds, when, also });
}

/** Whether two versions may give different tiers, so that a replay would tell something. */
export const judgesDifferently = (before: RuleFile | null, after: RuleFile): boolean =>
  before === null || judging(before) !== judging(after);
