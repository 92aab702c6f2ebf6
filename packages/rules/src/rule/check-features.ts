import type { Feature, RuleFile } from '@miaotou/contracts';
import { findDisputeType, findIndicator, findResponsePlan, keyGroups, reportKinds } from '@miaotou/domain';
import type { Bilingual, SubjectKind } from '@miaotou/domain';
import { parseWindow, windowDays } from './window.js';
import type { RuleFaultAt } from './faults.js';

type Path = readonly (string | number)[];

/** Collects faults under one path. */
type Tell = (path: Path, code: string, message: Bilingual) => void;

/** Words that mean something else in CEL, or to the rule language. */
const reserved = new Set(
  't f has in true false null as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const featureKinds = ['indicator', 'event', 'field', 'deadline', 'rules', 'detection', 'silence'] as const;
type FeatureKind = (typeof featureKinds)[number];

const kindOf = (feature: Feature): FeatureKind => featureKinds.find((kind) => kind in feature) ?? 'silence';

/** Kinds of feature that each kind of subject can have; values are told of employers only, series are of places and trades. */
const allowed: Readonly<Record<SubjectKind, readonly FeatureKind[]>> = {
  employer: ['indicator', 'event', 'rules'],
  project: ['event', 'rules'],
  town: ['event', 'rules', 'detection'],
  industry: ['event', 'rules', 'detection'],
  county: ['event', 'rules', 'detection'],
  event: ['field', 'deadline'],
  source: ['silence'],
};

function checkWindow(path: Path, text: string | undefined, tell: Tell): void {
  if (text === undefined || parseWindow(text) !== null) return;
  tell(path, 'window-malformed', {
    zh: `时间窗“${text}”写法不对，应为数字加 h、d、m、y，且不为零`,
    en: `the window '${text}' is malformed: a number above zero with h, d, m or y`,
  });
}

function checkIndicator(path: Path, feature: Feature, tell: Tell): void {
  if (!('indicator' in feature)) return;
  checkWindow([...path, 'window'], feature.window, tell);
  checkWindow([...path, 'against'], feature.against, tell);
  if (findIndicator(feature.indicator) === null) {
    tell([...path, 'indicator'], 'unknown-indicator', {
      zh: `没有指标 ${feature.indicator}`,
      en: `there is no indicator ${feature.indicator}`,
    });
  }
  const compared = feature.take === 'change' || feature.take === 'difference';
  if (compared !== (feature.against !== undefined)) {
    tell(path, 'against', {
      zh: 'take 为 change 或 difference 时须写 against，其他时候不写',
      en: 'change and difference need `against`; nothing else takes it',
    });
  }
  const window = parseWindow(feature.window);
  const against = feature.against === undefined ? null : parseWindow(feature.against);
  if (window !== null && against !== null && windowDays(against) >= windowDays(window)) {
    tell([...path, 'against'], 'against-outside', {
      zh: '对比时点必须落在时间窗之内',
      en: 'the value compared against must lie inside the window',
    });
  }
}

function checkEvent(path: Path, feature: Feature, tell: Tell): void {
  if (!('event' in feature)) return;
  checkWindow([...path, 'window'], feature.window, tell);
  if (feature.take === 'matters' && !reportKinds.some((kind) => kind === feature.event)) {
    tell([...path, 'take'], 'no-matters', {
      zh: `${feature.event} 不归并为纠纷，不能按 matters 计数`,
      en: `events of the kind ${feature.event} tell of no quarrel, so their matters cannot be counted`,
    });
  }
  const measured = feature.take === 'sum' || feature.take === 'max';
  if (measured !== (feature.of !== undefined)) {
    tell(path, 'of', {
      zh: 'take 为 sum 或 max 时须写 of，其他时候不写',
      en: 'sum and max need `of`; nothing else takes it',
    });
  }
}

function checkNames(file: RuleFile, tell: Tell): void {
  for (const name of Object.keys(file.features)) {
    if (reserved.has(name)) {
      tell(['features', name], 'reserved-name', { zh: `${name} 是保留词`, en: `${name} is a reserved word` });
    }
  }
  for (const name of Object.keys(file.derive)) {
    if (!reserved.has(name) && !(name in file.features)) continue;
    tell(['derive', name], 'name-taken', { zh: `名称 ${name} 已被占用`, en: `the name ${name} is taken` });
  }
}

function checkCodes(file: RuleFile, tell: Tell): void {
  file.disputeTypes.forEach((code, at) => {
    if (findDisputeType(code) !== null) return;
    tell(['disputeTypes', at], 'unknown-dispute-type', {
      zh: `没有争议类型 ${code}`,
      en: `there is no dispute type ${code}`,
    });
  });
  file.keyGroups.forEach((code, at) => {
    if (keyGroups.some((group) => group.code === code)) return;
    tell(['keyGroups', at], 'unknown-key-group', {
      zh: `没有重点群体 ${code}`,
      en: `there is no key group ${code}`,
    });
  });
  if (findResponsePlan(file.plan) === null) {
    tell(['plan'], 'unknown-plan', { zh: `没有预案 ${file.plan}`, en: `there is no plan ${file.plan}` });
  }
  if (file.effective.to !== undefined && file.effective.to < file.effective.from) {
    tell(['effective', 'to'], 'dates-reversed', {
      zh: '生效期止早于生效期起',
      en: 'the rule ends before it begins',
    });
  }
}

/** Faults in everything of a rule but its expressions and thresholds. */
export function checkFeatures(file: RuleFile): RuleFaultAt[] {
  const faults: RuleFaultAt[] = [];
  const tell: Tell = (path, code, message) => faults.push({ path, code, message });
  const kinds = allowed[file.subject];
  if ((file.subject === 'event') !== (file.event !== undefined)) {
    tell(['event'], 'event-subject', {
      zh: '对象为 event 的规则须写 event，其他规则不写',
      en: 'a rule on events names its event; no other rule does',
    });
  }
  if (Object.keys(file.features).length === 0) {
    tell(['features'], 'no-features', { zh: '规则没有特征', en: 'the rule has no features' });
  }
  for (const [name, feature] of Object.entries(file.features)) {
    const path = ['features', name];
    checkIndicator(path, feature, tell);
    checkEvent(path, feature, tell);
    const kind = kindOf(feature);
    if (kinds.includes(kind)) continue;
    tell(path, 'feature-of-other-subject', {
      zh: `对象 ${file.subject} 不能用 ${kind} 类特征`,
      en: `the subject ${file.subject} has no features of kind ${kind}`,
    });
  }
  checkNames(file, tell);
  checkCodes(file, tell);
  return faults;
}
