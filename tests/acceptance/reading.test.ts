import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileReader } from '@miaotou/assembly';
import { crossValidate, learnLabour, modelText, readText, topicsOf } from '@miaotou/reading';
import { beforeAll, describe, expect, it } from 'vitest';
import { realData } from './county.js';
import { readByHand, type ReadByHand } from './reading-labels.js';

type Row = Readonly<Record<string, string>>;
const labourClass = '劳动和社会保障';

async function rowsOf(name: string): Promise<Row[]> {
  const rows: Row[] = [];
  const file = await fileReader.open(join(realData, 'complaints', name), name);
  for await (const sheet of file.sheets()) {
    let header: readonly string[] | null = null;
    for await (const { cells } of sheet.rows) {
      if (header === null) header = cells;
      else rows.push(Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])));
    }
  }
  return rows;
}

const textOf = (row: Row) => `${row['留言主题'] ?? ''}。${row['留言详情'] ?? ''}`;

describe('reading the messages of citizens', () => {
  let labelled: Row[] = [];
  let leaves: Row[] = [];
  let all: Row[] = [];

  beforeAll(async () => {
    labelled = await rowsOf('labelled_messages_public.csv');
    leaves = await rowsOf('taxonomy.csv');
    const others = ['citizen_messages_public.csv', 'messages_with_replies_public.csv'].map(rowsOf);
    all = [...labelled, ...(await Promise.all(others)).flat()];
  });

  const lessons = () => ({
    messages: labelled.map((row) => ({
      title: row['留言主题'] ?? '',
      content: row['留言详情'] ?? '',
      labour: row['一级分类'] === labourClass,
    })),
    leaves: leaves.map((row) => ({
      names: [row['二级分类'] ?? '', row['三级分类'] ?? ''],
      labour: row['一级分类'] === labourClass,
    })),
  });

  it('the labour class is told on messages that were not learnt: by the title, by the content, by both', () => {
    const { messages, leaves: named } = lessons();
    const { both, title, content } = crossValidate(messages, named, { folds: 5, repetitions: 2 });
    expect(both).toBeGreaterThanOrEqual(0.9);
    expect(title).toBeGreaterThanOrEqual(0.9);
    expect(content).toBeGreaterThanOrEqual(0.86);
  });

  it('training again gives the model that ships, byte for byte, and it holds no message', () => {
    const { messages, leaves: named } = lessons();
    const shipped = readFileSync(
      new URL('../../packages/reading/data/labour-model.json', import.meta.url),
      'utf8',
    );
    expect(modelText(learnLabour(messages, named))).toBe(shipped);
    expect([...shipped.matchAll(/"([^"]+)":/gu)].filter(([, word = '']) => word.length > 8)).toEqual([]);
  });

  it('at most one message in a hundred of other classes raises a danger alarm', () => {
    const others = labelled.filter((row) => row['一级分类'] !== labourClass);
    const alarms = others.filter((row) => readText(textOf(row)).danger);
    expect(alarms.length / others.length).toBeLessThanOrEqual(0.01);
  });

  it.each([
    ['headcount', 0.93, (said: ReadByHand) => said.headcount],
    ['yuan', 0.93, (said: ReadByHand) => said.yuan],
    ['months', 0.93, (said: ReadByHand) => said.months],
  ] as const)('%s agrees exactly with what people read in %d of the messages', (what, share, asked) => {
    const byId = new Map(all.map((row) => [row['留言编号'], row]));
    const judged = readByHand.filter((said) => asked(said) !== undefined);
    const right = judged.filter((said) => {
      const reading = readText(textOf(byId.get(said.id) ?? {}));
      const yuan = reading.amountFen === null ? null : reading.amountFen / 100;
      return { headcount: reading.headcount, yuan, months: reading.monthsOwed }[what] === asked(said);
    });
    expect(judged.length).toBeGreaterThanOrEqual(60);
    expect(right.length / judged.length).toBeGreaterThanOrEqual(share);
  });

  it('the biggest topics of a year of messages are about one thing each', async () => {
    const messages = (await rowsOf('citizen_messages_public.csv')).map((row) => {
      const [year = '', month = '', day = ''] = (row['留言时间'] ?? '').split(/[^\d]+/u);
      return {
        id: row['留言编号'] ?? '',
        title: row['留言主题'] ?? '',
        text: row['留言详情'] ?? '',
        day: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
        place: null,
        likes: Number(row['点赞数']),
      };
    });
    const topics = await topicsOf(messages, '2020-01-08', () => Promise.resolve());
    const biggest = topics.toSorted((a, b) => b.members.length - a.members.length).slice(0, 2);
    const about = [/搅拌站|丽发/u, /伊景园|滨河苑/u];
    for (const [at, topic] of biggest.entries()) {
      const texts = topic.members.map(
        (member) => `${messages[member]?.title ?? ''}${messages[member]?.text ?? ''}`,
      );
      const fitting = texts.filter((text) => about[at]?.test(text));
      expect(texts.length, topic.words.join(' ')).toBeGreaterThanOrEqual(20);
      expect(fitting.length / texts.length, topic.words.join(' ')).toBeGreaterThanOrEqual(0.9);
    }
    expect(topics[0]).toBe(biggest[0]);
  });
});
