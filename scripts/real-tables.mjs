// Tables on data that nobody here made up: imports the wage claims and the strike map into a product of its own, and
// judges what the rules and the statistics said before what happened.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openProduct } from '@miaotou/assembly';
import { addDays, startOfDay, weekStart } from '@miaotou/domain';
import { createLogger, loadConfig } from '@miaotou/runtime';
import { z } from 'zod';

const control = { signal: new AbortController().signal, progress: () => undefined };
const horizonDays = 90;
const leader = { id: '1', username: 'leader', displayName: '', role: 'leader', scope: ['*'] };

const inOrder = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** A share with Wilson's bounds at 95 %, in words. */
function shareText(hits, of) {
  if (of === 0) return '–';
  const zz = 1.959963984540054 ** 2;
  const share = hits / of;
  const middle = (share + zz / (2 * of)) / (1 + zz / of);
  const half = (Math.sqrt(zz) / (1 + zz / of)) * Math.sqrt((share * (1 - share)) / of + zz / (4 * of * of));
  const percent = (value) => Math.round(Math.min(1, Math.max(0, value)) * 100);
  return `${percent(share)} % (${percent(middle - half)}–${percent(middle + half)}, n ${of})`;
}

const quantile = (sorted, share) => sorted[Math.round((sorted.length - 1) * share)];
const leadText = (leads) => {
  const sorted = leads.toSorted((a, b) => a - b);
  return sorted.length === 0
    ? '–'
    : `${quantile(sorted, 0.5)} (${quantile(sorted, 0.25)}–${quantile(sorted, 0.75)})`;
};

const daysFrom = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** The first of each run of days that lie within the horizon of each other, subject by subject. */
function begins(bySubject) {
  return new Map(
    [...bySubject].map(([subject, days]) => {
      const kept = [];
      for (const day of [...days].toSorted(inOrder)) {
        if (kept.length === 0 || daysFrom(kept.at(-1), day) > horizonDays) kept.push(day);
      }
      return [subject, kept];
    }),
  );
}

/** How warnings foretold happenings of the same subject: strictly before, within the horizon. */
function scored(name, warnings, happened, lastDay) {
  let followed = 0;
  let unfollowed = 0;
  let tooRecent = 0;
  for (const [subject, days] of begins(warnings)) {
    for (const day of days) {
      const came = (happened.get(subject) ?? []).some((on) => on > day && daysFrom(day, on) <= horizonDays);
      if (came) followed += 1;
      else if (addDays(day, horizonDays) > lastDay) tooRecent += 1;
      else unfollowed += 1;
    }
  }
  const leads = [];
  let asked = 0;
  for (const [subject, days] of happened) {
    for (const on of days) {
      asked += 1;
      const told = [...(warnings.get(subject) ?? [])]
        .filter((day) => day < on && daysFrom(day, on) <= horizonDays)
        .toSorted(inOrder);
      if (told.length > 0) leads.push(daysFrom(told[0], on));
    }
  }
  return `| ${name} | ${followed + unfollowed + tooRecent} | ${shareText(followed, followed + unfollowed)} | ${shareText(leads.length, asked)} | ${leadText(leads)} |`;
}

const head = ['| | warnings | precision | recall | lead, days |', '| --- | --- | --- | --- | --- |'];

async function withProduct(work) {
  const dataDir = mkdtempSync(join(tmpdir(), 'real-tables-'));
  const product = await openProduct(loadConfig({ MIAOTOU_DATA_DIR: dataDir }), {
    as: 'command',
    logger: createLogger({ level: 'error' }),
  });
  try {
    return await work(product);
  } finally {
    await product.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function bring(product, source, path, receivedAt) {
  const { batchId } = await product.imports.receive({
    source,
    path,
    fileName: basename(path),
    via: 'command',
    receivedFrom: 'tables',
    receivedAt,
  });
  const summary = await product.imports.run(batchId, control);
  if (summary.problem !== null) throw new Error(`${path}: ${summary.problem}`);
  await product.evaluation.evaluate({ reason: 'batch', batchId: String(batchId) }, control);
}

const grouped = (rows, keyOf, valueOf) => {
  const found = new Map();
  for (const row of rows) {
    const own = found.get(keyOf(row));
    if (own === undefined) found.set(keyOf(row), new Set([valueOf(row)]));
    else own.add(valueOf(row));
  }
  return found;
};

const Signal = z.object({ rule: z.string(), subject: z.string(), day: z.string(), tier: z.coerce.number() });
const signalsSql = `SELECT rule_id AS rule, subject_id AS subject,
    toString(toDate(toTimeZone(as_of, 'Asia/Shanghai'))) AS day, max(s.tier) AS tier
  FROM miaotou.signals AS s WHERE s.tier >= 1 GROUP BY rule, subject, day`;

/** Wage claims: a happening is an employer's week of ten claims and more that no such week came before for 90 days. */
function wageClaims(data) {
  return withProduct(async (product) => {
    await bring(product, 'complaints', join(data, 'wage_claims/ohio.csv.gz'), new Date());
    const claims = await product.warehouse.run(
      `SELECT employer_id AS employer, toString(toMonday(toDate(toTimeZone(occurred_at, 'Asia/Shanghai')))) AS week,
         uniqExact(event_id) AS claims
       FROM miaotou.events WHERE layout = 'wage-claims' AND employer_id != '' GROUP BY employer, week`,
      {},
      z.object({ employer: z.string(), week: z.string(), claims: z.coerce.number() }),
    );
    const weeks = claims.filter((one) => one.claims >= 10);
    const happened = begins(
      grouped(
        weeks,
        ({ employer }) => employer,
        ({ week }) => week,
      ),
    );
    const count = [...happened.values()].reduce((sum, days) => sum + days.length, 0);
    const lastDay = claims
      .map(({ week }) => week)
      .toSorted()
      .at(-1);
    const signals = await product.warehouse.run(signalsSql, {}, Signal);
    const rules = [...new Set(signals.map(({ rule }) => rule))].toSorted(inOrder);
    const lines = rules.flatMap((rule) =>
      [1, 2, 3].flatMap((least) => {
        const own = signals.filter((one) => one.rule === rule && one.tier >= least);
        return own.length === 0
          ? []
          : [
              scored(
                `${rule}, ${['blue', 'yellow', 'orange'][least - 1]} or higher`,
                grouped(
                  own,
                  ({ subject }) => subject,
                  ({ day }) => day,
                ),
                happened,
                lastDay,
              ),
            ];
      }),
    );
    const several = claims.filter((one) => one.claims >= 3);
    const naive = scored(
      'three claims in a week',
      grouped(
        several,
        ({ employer }) => employer,
        ({ week }) => addDays(week, 6),
      ),
      happened,
      lastDay,
    );
    return [
      `Wage claims of Ohio, ${claims.map(({ week }) => week).toSorted()[0]} to ${lastDay}: ${claims.reduce((sum, one) => sum + one.claims, 0)} claims, ${count} collective weeks (ten claims and more on one employer within a week, none within ${horizonDays} days before). A warning counts when it came before the Monday of the week; warnings within ${horizonDays} days of each other are one.`,
      [...head, ...lines, naive].join('\n'),
    ].join('\n\n');
  });
}

/** The strike map: a happening is a stoppage of a thousand people and more in a province; warnings are unusual weeks. */
function strikeMap(data) {
  return withProduct(async (product) => {
    const folder = join(data, 'clb_strikes');
    const books = readdirSync(folder)
      .filter((name) => /^clb_\d{4}01_\d{4}12\.xlsx$/u.test(name) && Number(name.slice(4, 8)) <= 2015)
      .toSorted();
    for (const name of books) {
      const year = Number(name.slice(4, 8));
      await bring(product, 'opinion', join(folder, name), startOfDay(`${year + 1}-01-03`));
    }
    const rows = await product.warehouse.run(
      `SELECT region, toString(toDate(toTimeZone(occurred_at, 'Asia/Shanghai'))) AS day, max(ifNull(persons, 0)) AS people, count() AS stoppages
       FROM (SELECT event_id, argMax(region, observed_at) AS region, argMax(occurred_at, observed_at) AS occurred_at,
         argMax(persons, observed_at) AS persons
         FROM miaotou.events WHERE kind = 'stoppage' AND retracted = 0 GROUP BY event_id)
       GROUP BY region, day`,
      {},
      z.object({
        region: z.string(),
        day: z.string(),
        people: z.coerce.number(),
        stoppages: z.coerce.number(),
      }),
    );
    const days = rows.map(({ day }) => day).toSorted();
    const lastDay = days.at(-1);
    const large = rows.filter(({ people }) => people >= 1_000);
    const happened = new Map(
      [
        ...grouped(
          large,
          ({ region }) => region,
          ({ day }) => weekStart(day),
        ),
      ].map(([region, weeks]) => [region, [...weeks].toSorted(inOrder)]),
    );
    const regions = [...new Set(rows.map(({ region }) => region))].toSorted(inOrder);
    const alarms = new Map();
    const asked = { cadence: 'weekly', measure: 'collective', kind: 'town' };
    for (const region of regions) {
      for (const asOf of ['2014-01-10', '2016-01-10']) {
        const { points } = await product.detections.series({ ...asked, subject: region, asOf }, leader);
        for (const { at, alarm } of points) {
          if (alarm === true) alarms.set(region, (alarms.get(region) ?? new Set()).add(addDays(at, 6)));
        }
      }
    }
    const count = [...happened.values()].reduce((sum, weeks) => sum + weeks.length, 0);
    const any = grouped(
      rows,
      ({ region }) => region,
      ({ day }) => day,
    );
    return [
      `Strike map, ${days[0]} to ${lastDay}: ${rows.reduce((sum, one) => sum + one.stoppages, 0)} stoppages in ${regions.length} provinces, ${count} province-weeks with a stoppage of a thousand people and more. A warning is an unusual week of the province (the detectors’ \`unusual\`), known at its end; beside it, any stoppage at all taken as a warning.`,
      [
        ...head,
        scored('unusual week of the province', alarms, happened, lastDay),
        scored('any stoppage in the province', any, happened, lastDay),
      ].join('\n'),
    ].join('\n\n');
  });
}

/** Both tables, as text for docs/rules.md. */
export async function realTables(data) {
  return [await wageClaims(data), await strikeMap(data)].join('\n\n');
}
