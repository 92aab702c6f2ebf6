// Trains the labour model that ships with packages/reading and writes its words and weights, no message.
// The same data give the same bytes. Run after `npm run build:code`:
//   node scripts/train-reading.mjs [directory of the labelled messages]   default: ../shared/data/complaints
import { writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDelivery } from '../packages/readers/dist/index.js';
import { crossValidate, learnLabour, modelText } from '../packages/reading/dist/index.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const data = resolve(process.argv[2] ?? join(root, '../shared/data/complaints'));
const labourClass = '劳动和社会保障';

/** Rows of a file by their header. */
async function rowsOf(name) {
  const rows = [];
  let header = null;
  const file = await openDelivery(join(data, name), name);
  for await (const sheet of file.sheets())
    for await (const { cells } of sheet.rows) {
      if (header === null) header = cells;
      else rows.push(Object.fromEntries(header.map((column, at) => [column, cells[at] ?? ''])));
    }
  return rows;
}

const messages = (await rowsOf('labelled_messages_public.csv')).map((row) => ({
  title: row['留言主题'],
  content: row['留言详情'],
  labour: row['一级分类'] === labourClass,
}));
const leaves = (await rowsOf('taxonomy.csv')).map((row) => ({
  names: [row['二级分类'], row['三级分类']],
  labour: row['一级分类'] === labourClass,
}));
writeFileSync(
  join(root, 'packages/reading/data/labour-model.json'),
  modelText(learnLabour(messages, leaves)),
);
const { title, content, both } = crossValidate(messages, leaves, { folds: 5, repetitions: 5 });
const told = (f1) => f1.toFixed(3);
console.log(
  `labour class, F1 on held-out messages (5 folds, 5 times): ` +
    `title and content ${told(both)}, title alone ${told(title)}, content alone ${told(content)}`,
);
