// The product's side of the detection benchmark, from the built package, in a process of its own as R's: reads series (one a
// column), and judges the last week of each as often as it is asked on standard input. Answers with the seconds that one
// evaluation of all series took; at the end with the results.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { farringtonFlexible, recommendedFlexible } from '@miaotou/detection';

/** So often all series are judged in one round: once would be over before a clock tells. */
const repeats = 20;

const rows = readFileSync(process.argv[2], 'utf8').trim().split('\n');
const counts = rows.map((row) => row.split(',').map(Number));
const all = counts[0].map((_, column) => ({
  observed: counts.map((row) => row[column]),
  frequency: 52,
  start: [2018, 1],
}));
const last = counts.length - 1;
const judge = (series) => farringtonFlexible(series, [last, last], recommendedFlexible);

for await (const line of createInterface({ input: process.stdin })) {
  if (line !== 'run') break;
  const before = process.cpuUsage();
  const start = performance.now();
  for (let repeat = 0; repeat < repeats; repeat += 1) for (const series of all) judge(series);
  const passed = (performance.now() - start) / 1000 / repeats;
  const { user, system } = process.cpuUsage(before);
  console.log(`${passed} ${(user + system) / 1e6 / repeats}`);
}
for (const series of all) {
  const { upperbound, alarm, phi, mu0, expected } = judge(series);
  console.log([upperbound, alarm.map(Number), phi, mu0, expected].map(([value]) => value ?? 'NA').join(' '));
}
