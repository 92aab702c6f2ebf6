import { useState } from 'react';
import { Button, Drawer, Segmented } from 'antd';
import { Link } from 'react-router';
import {
  effectKinds,
  type Effect,
  type EffectDifference,
  type EffectEvidence,
  type EffectKind,
  type Thresholds,
} from '@miaotou/contracts';
import { useLanguage, useSay, useTranslation } from '../../i18n/index.js';
import {
  Answer,
  DataList,
  dayText,
  instantText,
  Nothing,
  TierTag,
  type ListColumn,
} from '../../parts/index.js';
import { useEffectEvidence } from './queries.js';

function Told({ side, words }: { readonly side: EffectEvidence['published']; readonly words: string }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {side.tier === null ? (
          <span className="faint">{t(side.abstained ? 'workbench.abstained' : 'workbench.noTier')}</span>
        ) : (
          <>
            <TierTag tier={side.tier} /> <code>{side.condition}</code>
          </>
        )}
      </dd>
    </div>
  );
}

function Evidence({
  ruleId,
  one,
  tried,
}: {
  readonly ruleId: string;
  readonly one: EffectDifference;
  readonly tried: Thresholds;
}) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const asked = useEffectEvidence(ruleId, one.subjectId, one.at, tried);
  const value = (feature: EffectEvidence['features'][number]): string => {
    if (feature.valueText !== null) return say(feature.valueText);
    if (feature.value === null) return t('alerts.unknownValue');
    if (typeof feature.value === 'number')
      return feature.value.toLocaleString('en-US', { maximumFractionDigits: 3 });
    return String(feature.value);
  };
  return (
    <Answer asked={asked} lines={6}>
      {(told) => (
        <div className="effect-evidence">
          <p>
            <strong>{say(told.sentence)}</strong>
          </p>
          <p className="faint">{t('workbench.knownThen', { at: instantText(told.at, language) })}</p>
          <dl className="facts">
            <Told side={told.published} words={t('workbench.inForce')} />
            <Told side={told.tried} words={t('workbench.tried')} />
          </dl>
          <table className="data tight" aria-label={t('alerts.evidence')}>
            <tbody>
              {told.features.map((feature) => (
                <tr key={feature.name}>
                  <th scope="row">{say(feature.label)}</th>
                  <td className={feature.value === null ? 'end faint' : 'end num'}>{value(feature)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {one.employerId !== null && (
            <p>
              <Link to={`/employers/${encodeURIComponent(one.employerId)}`}>{t('workbench.toEmployer')}</Link>
            </p>
          )}
        </div>
      )}
    </Answer>
  );
}

/** Lines shown before somebody asks for the rest. */
const few = 15;

/** The alerts that differ, by name and kind; each opens to what the rule saw. */
export function Differences({ effect, tried }: { readonly effect: Effect; readonly tried: Thresholds }) {
  const { t } = useTranslation();
  const say = useSay();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<EffectKind | null>(null);
  const [open, setOpen] = useState<EffectDifference | null>(null);
  const [all, setAll] = useState(false);
  const given = effectKinds.filter((kind) => effect.counts[kind] > 0);
  const kind = chosen !== null && given.includes(chosen) ? chosen : given[0];
  const items = effect.differences.filter((one) => one.kind === kind);
  const day = (at: string) => dayText(at, language);
  const columns: readonly ListColumn<EffectDifference>[] = [
    {
      key: 'name',
      title: t('workbench.subject'),
      head: true,
      cell: (one) => (
        <button
          type="button"
          className="plain-link"
          onClick={() => {
            setOpen(one);
          }}
        >
          {one.subjectName}
        </button>
      ),
    },
    { key: 'town', title: t('common.region'), cell: ({ regionName }) => say(regionName) },
    ...(['published', 'tried'] as const).map((side): ListColumn<EffectDifference> => ({
      key: side,
      title: t(side === 'published' ? 'workbench.inForce' : 'workbench.tried'),
      cell: (one) => {
        const episode = one[side];
        return episode === null ? (
          <span className="faint">{t('workbench.noAlert')}</span>
        ) : (
          <>
            <TierTag tier={episode.peak} /> <span className="num">{day(episode.opened)}</span>
          </>
        );
      },
    })),
  ];
  return (
    <section className="panel" aria-label={t('workbench.differences')}>
      <h2>{t('workbench.differences')}</h2>
      {kind === undefined ? (
        <Nothing>{t('workbench.noDifference')}</Nothing>
      ) : (
        <>
          <div className="scroll no-print">
            <Segmented
              aria-label={t('workbench.kinds')}
              value={kind}
              options={given.map((one) => ({
                value: one,
                label: `${t(`workbench.kind.${one}`)} ${effect.counts[one]}`,
              }))}
              onChange={setChosen}
            />
          </div>
          <p className="faint">
            {t(`workbench.kindMean.${kind}`)}
            {items.length < effect.counts[kind] &&
              ` ${t('workbench.shownOf', { shown: items.length, total: effect.counts[kind] })}`}
          </p>
          <DataList
            label={t('workbench.differences')}
            items={all ? items : items.slice(0, few)}
            columns={columns}
            rowKey={(one) => `${one.kind} ${one.subjectId} ${one.at}`}
          />
          {!all && items.length > few && (
            <Button
              block
              className="no-print"
              onClick={() => {
                setAll(true);
              }}
            >
              {t('workbench.showAll', { count: items.length })}
            </Button>
          )}
        </>
      )}
      <Drawer
        open={open !== null}
        onClose={() => {
          setOpen(null);
        }}
        destroyOnHidden
        size="min(560px, 100vw)"
        title={open?.subjectName ?? ''}
        extra={
          <Button
            size="small"
            onClick={() => {
              setOpen(null);
            }}
          >
            {t('common.close')}
          </Button>
        }
      >
        {open !== null && <Evidence ruleId={effect.ruleId} one={open} tried={tried} />}
      </Drawer>
    </section>
  );
}
