import type { DraftState } from '@miaotou/contracts';
import type { Bilingual, Day } from '@miaotou/domain';
import type { ProblemKind } from '../shared/index.js';

/** What can be done with a draft. */
export type DraftMove = 'edit' | 'rebase' | 'check' | 'approve' | 'refuse' | 'withdraw';

/** Why a move is refused. */
export type DraftRefusal =
  | 'draft-closed'
  | 'draft-moved-on'
  | 'not-the-author'
  | 'own-draft'
  | 'not-checked'
  | 'already-checked'
  | 'base-moved'
  | 'nothing-changed'
  | 'effective-date-past'
  | 'draft-faulty';

export interface DraftFacts {
  readonly state: DraftState;
  readonly author: string;
  readonly revision: number;
}

export interface MoveAsked {
  readonly move: DraftMove;
  readonly by: string;
  /** The revision that the person saw. */
  readonly revision: number;
  readonly today: Day;
  /** Of the text as part of the whole book; asked by `check` and `approve`. */
  readonly faulty: boolean;
  readonly changed: boolean;
  /** The newest version is another one than the draft began with. */
  readonly baseMoved: boolean;
  /** First day of the version, for `approve`. */
  readonly from: Day | null;
}

export type MoveDecision =
  { readonly ok: true; readonly state: DraftState } | { readonly ok: false; readonly refusal: DraftRefusal };

const after: Readonly<Record<DraftMove, DraftState>> = {
  edit: 'draft',
  rebase: 'draft',
  check: 'checked',
  approve: 'published',
  refuse: 'draft',
  withdraw: 'withdrawn',
};

/** Moves of a second person; all others are the author's. */
const byAnother: ReadonlySet<DraftMove> = new Set(['approve', 'refuse']);

/** Whether a draft may go this way now, and if not, why. */
export function decideMove(draft: DraftFacts, asked: MoveAsked): MoveDecision {
  const no = (refusal: DraftRefusal): MoveDecision => ({ ok: false, refusal });
  const { move } = asked;
  if (draft.state === 'published' || draft.state === 'withdrawn') return no('draft-closed');
  const second = byAnother.has(move);
  if (second && asked.by === draft.author) return no('own-draft');
  if (!second && asked.by !== draft.author) return no('not-the-author');
  if (asked.revision !== draft.revision) return no('draft-moved-on');
  if (second && draft.state !== 'checked') return no('not-checked');
  if (move === 'check' && draft.state === 'checked') return no('already-checked');
  if (move === 'check' || move === 'approve') {
    if (asked.baseMoved) return no('base-moved');
    if (asked.faulty) return no('draft-faulty');
    if (!asked.changed) return no('nothing-changed');
  }
  if (move === 'approve' && (asked.from === null || asked.from < asked.today))
    return no('effective-date-past');
  return { ok: true, state: after[move] };
}

/** Each refusal as an answer: its kind and a sentence. */
export const refusalTexts: Readonly<Record<DraftRefusal, Bilingual & { readonly kind: ProblemKind }>> = {
  'draft-closed': {
    kind: 'conflict',
    zh: '草稿已发布或已撤回，不能再改。',
    en: 'The draft was published or withdrawn and cannot change any more.',
  },
  'draft-moved-on': {
    kind: 'conflict',
    zh: '草稿在您打开之后又有改动，请重新打开再操作。',
    en: 'The draft was changed after you opened it; open it again.',
  },
  'not-the-author': {
    kind: 'forbidden',
    zh: '只有起草人可以修改、送审或撤回草稿。',
    en: 'Only its author may change, submit or withdraw a draft.',
  },
  'own-draft': {
    kind: 'forbidden',
    zh: '不能审批自己起草的规则，须由第二人审批。',
    en: 'Nobody decides over a draft of their own: a second person approves.',
  },
  'not-checked': {
    kind: 'conflict',
    zh: '草稿尚未送审，不能审批。',
    en: 'The draft was not submitted, so there is nothing to decide.',
  },
  'already-checked': {
    kind: 'conflict',
    zh: '草稿已经送审。',
    en: 'The draft was submitted already.',
  },
  'base-moved': {
    kind: 'conflict',
    zh: '起草之后该规则又发布了新版本，请先并入新版本的改动。',
    en: 'A newer version was published since the draft was begun; take its changes in first.',
  },
  'nothing-changed': {
    kind: 'invalid',
    zh: '与现行版本没有差别。',
    en: 'It does not differ from the version there is.',
  },
  'effective-date-past': {
    kind: 'invalid',
    zh: '生效日期不能早于审批当日。',
    en: 'A version cannot take effect before the day of its approval.',
  },
  'draft-faulty': {
    kind: 'invalid',
    zh: '规则有错误，不能送审或发布。',
    en: 'The rule has faults and can be neither submitted nor published.',
  },
};
