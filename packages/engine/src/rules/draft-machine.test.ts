import { describe, expect, test } from 'vitest';
import { decideMove } from './draft-machine.js';
import type { DraftFacts, DraftMove, MoveAsked } from './draft-machine.js';

const draft: DraftFacts = { state: 'draft', author: 'author', revision: 3 };
const waiting: DraftFacts = { ...draft, state: 'checked' };
const asked: Omit<MoveAsked, 'move' | 'by'> = {
  revision: 3,
  today: '2026-11-23',
  faulty: false,
  changed: true,
  baseMoved: false,
  from: '2026-11-23',
};

const cases: readonly (readonly [string, DraftFacts, DraftMove, string, Partial<MoveAsked>, string])[] = [
  ['its author edits a draft', draft, 'edit', 'author', {}, 'draft'],
  ['an edit takes a submitted draft back', waiting, 'edit', 'author', {}, 'draft'],
  ['another edits', draft, 'edit', 'other', {}, 'not-the-author'],
  ['its author submits', draft, 'check', 'author', {}, 'checked'],
  ['its author submits twice', waiting, 'check', 'author', {}, 'already-checked'],
  ['a faulty draft is submitted', draft, 'check', 'author', { faulty: true }, 'draft-faulty'],
  ['a draft without a change is submitted', draft, 'check', 'author', { changed: false }, 'nothing-changed'],
  ['a draft of an old base is submitted', draft, 'check', 'author', { baseMoved: true }, 'base-moved'],
  ['a draft of an old base takes the new one in', draft, 'rebase', 'author', { baseMoved: true }, 'draft'],
  ['a second person approves', waiting, 'approve', 'other', {}, 'published'],
  ['its author approves', waiting, 'approve', 'author', {}, 'own-draft'],
  ['a draft that nobody submitted is approved', draft, 'approve', 'other', {}, 'not-checked'],
  ['it changed after it was seen', waiting, 'approve', 'other', { revision: 2 }, 'draft-moved-on'],
  ['the book does not fit any more', waiting, 'approve', 'other', { faulty: true }, 'draft-faulty'],
  ['another version came first', waiting, 'approve', 'other', { baseMoved: true }, 'base-moved'],
  [
    'it would have begun yesterday',
    waiting,
    'approve',
    'other',
    { from: '2026-11-22' },
    'effective-date-past',
  ],
  ['it begins on a later day', waiting, 'approve', 'other', { from: '2027-01-01' }, 'published'],
  ['a second person sends it back', waiting, 'refuse', 'other', {}, 'draft'],
  ['its author sends it back', waiting, 'refuse', 'author', {}, 'own-draft'],
  ['its author withdraws it', waiting, 'withdraw', 'author', {}, 'withdrawn'],
  ['another withdraws it', waiting, 'withdraw', 'other', {}, 'not-the-author'],
  ['what is published is edited', { ...draft, state: 'published' }, 'edit', 'author', {}, 'draft-closed'],
  ['what is withdrawn is approved', { ...draft, state: 'withdrawn' }, 'approve', 'other', {}, 'draft-closed'],
];

describe('a draft', () => {
  test.each(cases)('%s', (_says, facts, move, by, more, expected) => {
    const decision = decideMove(facts, { ...asked, move, by, ...more });
    expect(decision.ok ? decision.state : decision.refusal).toBe(expected);
  });
});
