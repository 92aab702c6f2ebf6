import type { Feature, RuleFile } from '@miaotou/contracts';
import { findDisputeType, findResponsePlan, keyGroups } from '@miaotou/domain';
import type { SubjectKind } from '@miaotou/domain';
import { checkTakes } from './check-takes.js';
import type { Tell } from './check-takes.js';
import type { RuleFaultAt } from './faults.js';

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
    checkTakes(path, feature, tell);
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
