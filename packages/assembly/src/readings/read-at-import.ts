import { textCell } from '@miaotou/contracts';
import type { CheckedRow, EventDraft, Layout, Pipeline, TextReading } from '@miaotou/contracts';
import { dayOf, isValidDay } from '@miaotou/domain';
import { maskedNumbers } from '@miaotou/engine';
import { readText, readingVersion } from '@miaotou/reading';

/** Characters of a text that are kept beside its event, its numbers masked. */
const excerptLength = 200;

const dayOfEvent = (occurredAt: string) =>
  isValidDay(occurredAt) ? occurredAt : dayOf(new Date(occurredAt));

/** What was read of a text as attributes of its event: every word of it is the machine's and says so by its name. */
function readAttributes(text: string, reading: TextReading): Record<string, string> {
  const { labour, danger, dangerWords, dangerScore, tone, employer, words } = reading;
  return {
    readVersion: String(readingVersion),
    labour: String(labour),
    labourWords: words.map(({ word, weight }) => `${word} ${weight}`).join(', '),
    danger: String(danger),
    ...(danger ? { dangerWords: dangerWords.join(','), dangerScore: String(dangerScore) } : {}),
    tone,
    ...(employer === null ? {} : { employerNamed: employer }),
    excerpt: maskedNumbers(text.normalize('NFKC').replace(/\s+/gu, ' ').trim()).slice(0, excerptLength),
  };
}

/**
 * An event with the facts that its source left empty filled from its text. A cell is never overridden; `read` lists the
 * facts that are the machine's.
 */
export function withReading(draft: EventDraft, text: string, employerKnown: boolean): EventDraft {
  const reading = readText(text, dayOfEvent(draft.occurredAt));
  const { headcount, amountFen, monthsOwed, disputeType, keyGroup } = reading;
  // An employer's own town is better known than the one that a letter happens to name.
  const place = employerKnown ? null : reading.place;
  const { disputeType: sourceType, keyGroup: sourceGroup } = draft.attributes;
  const read = [
    ...(draft.persons === null && headcount !== null ? ['persons'] : []),
    ...(draft.amountFen === null && amountFen !== null ? ['amountFen'] : []),
    ...(draft.months === null && monthsOwed !== null ? ['months'] : []),
    ...(sourceType === undefined && disputeType !== null ? ['disputeType'] : []),
    ...(sourceGroup === undefined && keyGroup !== null ? ['keyGroup'] : []),
    ...(draft.region === undefined && place !== null ? ['town'] : []),
  ];
  return {
    ...draft,
    ...(draft.region === undefined && place !== null ? { region: place } : {}),
    persons: draft.persons ?? headcount,
    amountFen: draft.amountFen ?? amountFen,
    months: draft.months ?? monthsOwed,
    attributes: {
      ...readAttributes(text, reading),
      ...(disputeType === null ? {} : { disputeType }),
      ...(keyGroup === null ? {} : { keyGroup }),
      ...draft.attributes,
      ...(read.length === 0 ? {} : { read: read.join(',') }),
    },
  };
}

function readLayout(layout: Layout): Layout {
  const { manifest, map } = layout;
  const fields = manifest.text;
  if (map === undefined || fields.length === 0) return layout;
  const textOf = (row: CheckedRow | undefined) =>
    fields.flatMap((field) => (row === undefined ? [] : (textCell(row, field) ?? []))).join('。');
  return {
    ...layout,
    map: (rows, context) => {
      const mapped = map(rows, context);
      return {
        ...mapped,
        events: mapped.events.map((draft) => {
          const home = rows.find(({ row }) => row === draft.row);
          const text = textOf(home);
          const named = manifest.employer?.name;
          const employerKnown = home !== undefined && named !== undefined && textCell(home, named) !== null;
          return text === '' ? draft : withReading(draft, text, employerKnown);
        }),
      };
    },
  };
}

/** A source whose texts are read as its rows are mapped, in the layouts that name a column of text. */
export function readingTexts(pipeline: Pipeline): Pipeline {
  return { ...pipeline, layouts: pipeline.layouts.map(readLayout) };
}
