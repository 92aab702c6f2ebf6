import type { AlertDetail, EvidenceNode } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { TierTag } from '../parts/index.js';
import { useValueText } from './value-text.js';

const signs: Readonly<Record<string, string>> = {
  '>=': '≥',
  '<=': '≤',
  '!=': '≠',
  '==': '=',
  '*': '×',
  '/': '÷',
  '-': '−',
};

/** Parts with the place that they never leave. */
const placed = (parts: readonly EvidenceNode[]) => parts.map((part, at) => ({ part, place: `p${at}` }));

/** What came of a condition: held, did not, or could not be told. */
function Held({ value }: { readonly value: EvidenceNode['value'] }) {
  const { t } = useTranslation();
  const state = value === null ? 'unknown' : value === true ? 'held' : 'failed';
  const mark = { unknown: '?', held: '✓', failed: '✕' }[state];
  return (
    <span className={`held held-${state}`}>
      <span aria-hidden="true">{mark}</span>
      <span className="sr-only">{t(`alerts.part.${state}`)}</span>
    </span>
  );
}

/** A number, text or feature as a part of one line. */
function Inline({ node }: { readonly node: EvidenceNode }) {
  const { t } = useTranslation();
  const say = useSay();
  const valueText = useValueText();
  const value = node.valueText === null ? valueText(node.value) : say(node.valueText);
  const name = node.label === null ? node.name : say(node.label);
  switch (node.operator) {
    case 'feature':
    case 'derived':
      return (
        <span>
          {name} <strong className={node.value === null ? 'faint' : 'num'}>{value}</strong>
        </span>
      );
    case 'threshold':
      return (
        <span>
          {t('alerts.part.threshold')} <strong className="num">{value}</strong>
        </span>
      );
    case 'calculate':
    case 'compare':
      return (
        <span>
          {placed(node.parts).map(({ part, place }, at) => (
            <span key={place}>
              {at > 0 && ` ${signs[node.sign ?? ''] ?? node.sign ?? ''} `}
              <Inline node={part} />
            </span>
          ))}
        </span>
      );
    case 'known':
      return <span>{t('alerts.part.known', { name })}</span>;
    default:
      return <strong className="num">{value}</strong>;
  }
}

/** Derived values among the parts of a line: each is explained below it. */
const derivedIn = (node: EvidenceNode): readonly EvidenceNode[] =>
  node.operator === 'derived' ? [node] : node.parts.flatMap(derivedIn);

const groups = ['all', 'any', 'not', 'choose'] as const;
/** How a group's parts belong together; null for a line. */
const groupOf = ({ operator }: EvidenceNode): (typeof groups)[number] | null =>
  groups.find((one) => one === operator) ?? null;

function Derived({ node }: { readonly node: EvidenceNode }) {
  const [from] = node.parts;
  return (
    <li>
      {from === undefined || groupOf(from) !== null ? (
        <>
          <Inline node={node} />
          {from !== undefined && (
            <ul>
              <Part node={from} />
            </ul>
          )}
        </>
      ) : (
        <>
          <Inline node={node} /> = <Inline node={from} />
          <Explained node={from} />
        </>
      )}
    </li>
  );
}

function Explained({ node }: { readonly node: EvidenceNode }) {
  const derived = derivedIn(node);
  if (derived.length === 0) return null;
  return (
    <ul>
      {placed(derived).map(({ part, place }) => (
        <Derived key={place} node={part} />
      ))}
    </ul>
  );
}

/** One condition: a group with its own conditions below it, or a line. */
function Part({ node }: { readonly node: EvidenceNode }) {
  const { t } = useTranslation();
  const isCondition = typeof node.value === 'boolean' || node.value === null;
  const group = groupOf(node);
  if (group !== null) {
    return (
      <li>
        {isCondition && <Held value={node.value} />} {t(`alerts.part.${group}`)}
        <ul>
          {placed(node.parts).map(({ part, place }) => (
            <Part key={place} node={part} />
          ))}
        </ul>
      </li>
    );
  }
  if (node.operator === 'one-of') {
    const [of, ...items] = node.parts;
    return (
      <li>
        <Held value={node.value} /> {of !== undefined && <Inline node={of} />} {t('alerts.part.one-of')}{' '}
        {placed(items).map(({ part, place }, at) => (
          <span key={place}>
            {at > 0 && ' / '}
            <Inline node={part} />
          </span>
        ))}
      </li>
    );
  }
  return (
    <li>
      {isCondition && <Held value={node.value} />} <Inline node={node} />
      <Explained node={node} />
    </li>
  );
}

/** Every condition of the rule part by part: the tier that holds stands open, the others fold away. */
export function EvidenceTree({ alert }: { readonly alert: AlertDetail }) {
  const { t } = useTranslation();
  if (alert.tree.length === 0) return null;
  const held = alert.tree.findIndex(({ root }) => root.value === true);
  return (
    <section className="panel" aria-label={t('alerts.tree')}>
      <h2>{t('alerts.tree')}</h2>
      {alert.tree.map(({ tier, condition, root }, at) => (
        <details key={`${tier} ${condition}`} className="evidence-tree" open={at === held}>
          <summary>
            <Held value={root.value} /> <TierTag tier={tier} />
          </summary>
          <ul>
            <Part node={root} />
          </ul>
        </details>
      ))}
    </section>
  );
}

/** What a stronger tier would take, feature by feature. */
export function WhyNot({ whyNot }: { readonly whyNot: NonNullable<AlertDetail['whyNot']> }) {
  const { t } = useTranslation();
  const say = useSay();
  const ways = whyNot.ways.filter(({ reaches }) => reaches !== null);
  const none = whyNot.ways.filter(({ reaches }) => reaches === null);
  if (whyNot.ways.length === 0) return null;
  return (
    <section className="panel" aria-label={t('alerts.whyNot')}>
      <h2>{t('alerts.whyNot')}</h2>
      <ul className="why-not">
        {ways.map(({ feature, label, reaches, text }) => (
          <li key={feature}>
            {reaches !== null && <TierTag tier={reaches.tier} />}
            <span>
              <strong>{say(label)}</strong> {say(text)}
            </span>
          </li>
        ))}
      </ul>
      {ways.length === 0 && <p>{t('alerts.whyNotNone')}</p>}
      {none.length > 0 && ways.length > 0 && (
        <p className="faint">
          {t('alerts.whyNotOthers', { names: none.map(({ label }) => say(label)).join(' · ') })}
        </p>
      )}
      {whyNot.missing.length > 0 && (
        <p className="faint">
          {t('alerts.whyNotMissing', {
            names: whyNot.missing.map(({ label }) => say(label)).join(' · '),
          })}
        </p>
      )}
    </section>
  );
}
