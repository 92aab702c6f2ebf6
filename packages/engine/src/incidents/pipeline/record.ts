import { decided, withDecision } from './stage.js';
import type { Stage } from './stage.js';

/** Ends each draft with what is kept of it: whatever was decided, the ledger has its row and the incident its reasons. */
export const record: Stage = (drafts) =>
  drafts.map((draft) =>
    withDecision(
      draft,
      draft.stopped
        ? decided(
            'record',
            'kept-untold',
            '已记入事件，没有发出消息。',
            'Kept in the incident; nothing was sent.',
          )
        : decided(
            'record',
            'kept-told',
            `已记入事件，通知 ${draft.recipients.length} 人。`,
            `Kept in the incident; ${draft.recipients.length} are told.`,
          ),
    ),
  );
