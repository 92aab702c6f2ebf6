import type {
  DeliveryCalendar,
  DeliveryOffice,
  ExpectationChange,
  LetterForm,
  NilReportChange,
  OfficeContact,
  Owed,
  Reminder,
} from '@miaotou/contracts';
import { dayOf, periodEnd } from '@miaotou/domain';
import type { Day, RegularCycle } from '@miaotou/domain';
import { PermanentError, isRecordId } from '../shared/index.js';
import type { Clock, Executor, Records } from '../shared/index.js';
import { allStates, calendarOf, officesOf, owedBy } from './calendar.js';
import type { CalendarFacts, LayoutStates } from './calendar.js';
import { nilParts } from './nil-reports.js';
import { readGaps } from './known-gaps.js';
import type { KnownGaps } from './known-gaps.js';
import { dueForLetter, letterNumber, letterOf } from './letter.js';
import type { Letter } from './letter.js';
import type { DeliveriesRecords, DeliveriesWarehouse, ExpectedLayout, ReminderRecord } from './ports.js';
import { isCycled, standingsOf } from './standings.js';
import type { SourceStandings } from './standings.js';

export interface DeliveriesDeps {
  readonly records: Records;
  readonly store: DeliveriesRecords;
  readonly warehouse: DeliveriesWarehouse;
  /** The layouts in force. */
  readonly layouts: () => Promise<readonly ExpectedLayout[]>;
  readonly clock: Clock;
}

export interface LetterDeps {
  readonly form: LetterForm;
  /** Makes the file of a letter and keeps it; gives its hash. */
  readonly keep: (letter: Letter) => Promise<string>;
  /** Numbers are given one at a time, in every process together. */
  readonly underLock: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

const missing = (code: string, zh: string, en: string): PermanentError =>
  new PermanentError('not-found', code, { zh, en });

/** What came, what is owed, and the letters about it. */
export function createDeliveries(deps: DeliveriesDeps) {
  const { records, store, warehouse, layouts, clock } = deps;

  async function factsAt(at: Executor, knownAt: Date): Promise<CalendarFacts> {
    const [came, nils, expectations] = await Promise.all([
      warehouse.towns(knownAt),
      store.nils(at),
      store.expectations(at),
    ]);
    const parts = [...came, ...nilParts(nils, knownAt)];
    const found = await store.files(at, [...new Set(came.map(({ batchId }) => batchId))]);
    const files = new Map(found.map((file) => [file.id, file]));
    return { parts, expectations, batches: files, files };
  }

  async function statesAt(
    now: Date,
  ): Promise<{ readonly all: LayoutStates[]; readonly facts: CalendarFacts }> {
    const facts = await factsAt(records.read, now);
    return { all: allStates(await layouts(), facts, now), facts };
  }

  return {
    /** Periods left out amid what came, as known at a moment, with or without one batch. */
    async gaps(knownAt: Date, without?: string): Promise<KnownGaps> {
      return readGaps(warehouse, await layouts(), knownAt, await store.nils(records.read), without);
    },

    /** How every layout stands at a moment, as rule R38 asks for it. */
    async standings(knownAt: Date, asOf: Date): Promise<SourceStandings> {
      return standingsOf(await layouts(), await factsAt(records.read, knownAt), asOf);
    },

    states: statesAt,

    async calendar(letters: Letters): Promise<DeliveryCalendar> {
      const now = clock.now();
      const { all, facts } = await statesAt(now);
      return { ...calendarOf(all, facts, now), offices: await letters.offices(all) };
    },

    /** Takes down that an office had nothing to report in a period that is owed: only then does none mean zero. */
    async reportNil(layout: string, { period, reason }: NilReportChange, by: string): Promise<void> {
      const now = clock.now();
      const { all } = await statesAt(now);
      const own = all.find((one) => one.layout.layout === layout);
      const owed = own?.states.find((one) => one.period === period && one.batches.length === 0);
      if (own === undefined || owed === undefined || owed.reason === 'nothing-to-report') {
        throw new PermanentError('conflict', 'period-not-owed', {
          zh: '该期没有欠报，不能登记零报告。',
          en: 'The period is not owed; there is nothing to take down.',
        });
      }
      await store.addNil(records.read, { layout, period, reason, by, at: now });
      await warehouse.complete(own.layout, periodEnd(own.layout.every, period), now);
    },

    /** Sets since when a layout is expected, and whether it is waited for. */
    async expect(layout: string, { since, paused }: ExpectationChange, by: string): Promise<void> {
      if (!(await layouts()).some((one) => one.layout === layout && one.every !== 'none')) {
        throw missing(
          'layout-unknown',
          '没有这个版式，或该版式没有报送周期。',
          'There is no such layout, or it has no cycle.',
        );
      }
      await store.expect(records.read, { layout, since, paused }, by, clock.now());
    },
  };
}
export type Deliveries = ReturnType<typeof createDeliveries>;

const reminderOf = (form: LetterForm, letter: ReminderRecord): Reminder => ({
  id: String(letter.id),
  number: letterNumber(form.prefix, letter.year, letter.place),
  office: letter.office,
  by: letter.by,
  automatic: letter.automatic,
  at: letter.at.toISOString(),
  owed: [...letter.owed],
  sha256: letter.sha256,
});

/** Reminder letters: written, numbered, kept, and read again. */
export function createLetters(deps: DeliveriesDeps & LetterDeps & { readonly deliveries: Deliveries }) {
  const { records, store, layouts, clock, form, keep, underLock, deliveries } = deps;
  async function write(
    office: string,
    owed: readonly Owed[],
    by: string,
    automatic: boolean,
  ): Promise<Reminder> {
    const contact = (await store.contacts(records.read)).find((one) => one.office === office) ?? null;
    return underLock('reminder-numbers', async () => {
      const now = clock.now();
      const year = Number(dayOf(now).slice(0, 4));
      const place = (await store.lastPlace(records.read, year)) + 1;
      const cycles = new Map<string, RegularCycle>(
        (await layouts()).filter(isCycled).map(({ layout, every }) => [layout, every]),
      );
      const letter = letterOf({ form, place, office, contact, owed, cycles, now });
      const sha256 = await keep(letter);
      const text = [
        letter.addressee,
        ...letter.opening,
        ...letter.lines.map((line) => line.join('　')),
        ...letter.closing,
      ];
      const kept = { year, place, office, by, automatic, at: now, owed, text, sha256 };
      return reminderOf(form, await store.addLetter(records.read, kept));
    });
  }

  return {
    /** Offices with what they owe, whom to write to, and their letters. */
    async offices(all: readonly LayoutStates[]): Promise<DeliveryOffice[]> {
      const [contacts, letters] = await Promise.all([
        store.contacts(records.read),
        store.letters(records.read),
      ]);
      return officesOf(all).map((office) => {
        const own = contacts.find((one) => one.office === office.zh);
        return {
          office,
          contact: own?.contact ?? null,
          phone: own?.phone ?? null,
          owed: owedBy(all, office.zh, dayOf(clock.now())),
          letters: letters.filter((one) => one.office === office.zh).map((one) => reminderOf(form, one)),
        };
      });
    },

    async setContact(contact: OfficeContact, by: string): Promise<void> {
      const known = (await layouts()).some(({ office }) => office.name.zh === contact.office);
      if (!known) throw missing('office-unknown', '没有这个报送单位。', 'There is no such office.');
      await store.setContact(records.read, contact, by, clock.now());
    },

    /** Writes to an office of everything that it owes. */
    async remind(office: string, by: string): Promise<Reminder> {
      const now = clock.now();
      const { all } = await deliveries.states(now);
      const owed = owedBy(all, office, dayOf(now));
      if (owed.length === 0) {
        throw new PermanentError('conflict', 'nothing-owed', {
          zh: '该单位目前没有欠报数据，无需催报。',
          en: 'The office owes nothing at present.',
        });
      }
      return write(office, owed, by, false);
    },

    /** Writes to every office that has owed something for long enough and was not told of it lately. */
    async remindAll(by: string): Promise<{ readonly written: number }> {
      const now = clock.now();
      const today: Day = dayOf(now);
      const { all } = await deliveries.states(now);
      const letters = await store.letters(records.read);
      let written = 0;
      for (const { zh: office } of officesOf(all)) {
        const own = letters.filter((one) => one.office === office);
        const owed = dueForLetter(owedBy(all, office, today), own, today);
        if (owed.length === 0) continue;
        await write(office, owed, by, true);
        written += 1;
      }
      return { written };
    },

    /** A letter as it was sent: its number and the hash of its file. */
    async letter(id: string): Promise<Reminder> {
      const found = isRecordId(id) ? await store.letter(records.read, Number(id)) : null;
      if (found === null) throw missing('letter-unknown', '没有这封催报函。', 'There is no such letter.');
      return reminderOf(form, found);
    },
  };
}
export type Letters = ReturnType<typeof createLetters>;
