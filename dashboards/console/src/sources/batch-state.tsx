import { Progress } from 'antd';
import type { Batch } from '@miaotou/contracts';
import { useSay, useTranslation } from '../i18n/index.js';
import { isMoving } from './queries.js';

/** Where a batch stands; with its progress while it moves, with the reason when it was refused. */
export function BatchState({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const say = useSay();
  const { done, total } = batch.progress;
  return (
    <div className="batch-state">
      <span className={`state-tag batch-${batch.state}`}>{t(`imports.batchState.${batch.state}`)}</span>
      {isMoving(batch) && total !== null && total > 0 && (
        <Progress
          percent={Math.round((done / total) * 100)}
          size="small"
          aria-label={t(`imports.batchState.${batch.state}`)}
        />
      )}
      {batch.problem !== null && <span className="batch-problem">{say(batch.problem.message)}</span>}
    </div>
  );
}
