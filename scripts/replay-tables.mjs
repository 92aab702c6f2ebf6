// Writes the tables of docs/rules.md: node scripts/replay-tables.mjs <replay.json> [<budget.json>], and
// node scripts/replay-tables.mjs --real <folder of the real data>. The files are what `miaotou replay --json` prints.
// Only what stands between the marks is replaced.
import { readFileSync, writeFileSync } from 'node:fs';

const [replayFile, budgetFile] = process.argv.slice(2);
const page = new URL('../docs/rules.md', import.meta.url);

function write(name, parts) {
  const marks = [`<!-- ${name} tables -->`, `<!-- end of ${name} tables -->`];
  const text = readFileSync(page, 'utf8');
  const [begin, end] = marks.map((mark) => text.indexOf(mark));
  if (begin === -1 || end < begin) throw new Error(`docs/rules.md lacks ${marks.join(' and ')}`);
  writeFileSync(
    page,
    `${text.slice(0, begin + marks[0].length)}\n\n${parts.join('\n\n')}\n\n${text.slice(end)}`,
  );
}

if (replayFile === '--real') {
  const { realTables } = await import('./real-tables.mjs');
  write('real', [await realTables(budgetFile)]);
  process.exit(0);
}

const share = (one) =>
  one === null
    ? '–'
    : `${Math.round(one.value * 100)} % (${Math.round(one.low * 100)}–${Math.round(one.high * 100)}, n ${one.of})`;
const lead = (one) => (one === null ? '–' : `${one.median} (${one.lower}–${one.upper})`);
const row = (name, score) =>
  `| ${name} | ${score.alerts} | ${score.followed} | ${score.unfollowed} | ${score.tooRecent} | ${share(score.precision)} | ${share(score.recall)} | ${lead(score.leadDays)} |`;
const table = (first, rows) =>
  [
    `| ${first} | alerts | followed | not followed | too recent | precision | recall | lead, days |`,
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');

const result = JSON.parse(readFileSync(replayFile, 'utf8'));
const { score } = result.published;
const parts = [
  `${result.from} to ${result.to}, ${result.moments} moments, horizon ${result.horizonDays} days, known through ${result.knownThrough}; ${result.published.opened} alerts, ${score.overall.outcomes} happenings.`,
  table(
    'rule',
    score.byRule.map(({ ruleId, name, score: own }) => row(`${ruleId} ${name.zh}`, own)),
  ),
  table(
    'tier at least',
    score.byTier.map(({ tier, score: own }) => row(tier, own)),
  ),
  table(
    'happening',
    score.byOutcome.map(({ kind, score: own }) => row(kind, own)),
  ),
];
if (budgetFile !== undefined) {
  const { budget } = JSON.parse(readFileSync(budgetFile, 'utf8'));
  const line = (name, { from, to, mostAWeek, meanAWeek, hours, score: own }) =>
    `| ${name} | ${from} – ${to} | ${mostAWeek} | ${meanAWeek} | ${hours} | ${share(own.precision)} | ${share(own.recall)} |`;
  parts.push(
    [
      `A budget of ${budget.budget} orange and red a week (${budget.reached ? 'kept' : 'not kept'} on the earlier part; ${budget.tried} settings weighed, ${budget.changes.length} numbers changed, ${budget.givenUp.length} happenings given up):`,
      '',
      '| | days | most a week | mean a week | hours | precision, orange and red | recall, orange and red |',
      '| --- | --- | --- | --- | --- | --- | --- |',
      line('earlier part, published', budget.train.published),
      line('earlier part, proposed', budget.train.proposed),
      line('later part, published', budget.test.published),
      line('later part, proposed', budget.test.proposed),
    ].join('\n'),
  );
}
write('replay', parts);
