import type { EqualRate, Results } from './run.js';
import { curveRates } from './run.js';
import type { Measures } from './tally.js';
import { sizes } from './tally.js';

const width = 960;
const height = 440;
const panel = { top: 64, bottom: 380, left: [70, 550], width: 360 } as const;
/** Rates of false alarms are shown on a logarithmic scale between these. */
const rateSpan = { from: 0.001, to: 0.5 } as const;
const rateTicks = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5];

// Colours keep a contrast of 3 to 1 and more on white and on black alike; text follows the reader's scheme.
const style = `
    text { font: 13px sans-serif; fill: #1f2328 }
    .title { font-weight: 600; font-size: 14px }
    .axis { stroke: #8c959f; stroke-width: 1 }
    .grid { stroke: #8c959f; stroke-width: 0.5; stroke-opacity: 0.4 }
    .ours { stroke: #2f81f7; fill: #2f81f7 }
    .flexible { stroke: #d1741a; fill: #d1741a }
    .others { stroke: #7d8590; fill: #7d8590 }
    .curve { fill: none; stroke-width: 2.5 }
    text.ours, text.flexible, text.others { stroke: none }
    @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }`;

const along = (at: 0 | 1, part: number): number => panel.left[at] + part * panel.width;
const up = (value: number): number => panel.bottom - value * (panel.bottom - panel.top);
const log = (rate: number): number =>
  Math.log(Math.max(rate, rateSpan.from) / rateSpan.from) / Math.log(rateSpan.to / rateSpan.from);

const number = (value: number): string => value.toFixed(1);
const line = (name: string, x1: number, y1: number, x2: number, y2: number): string =>
  `<line class="${name}" x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"/>`;
const label = (text: string, x: number, y: number, more = ''): string =>
  `<text x="${number(x)}" y="${number(y)}" ${more}>${text}</text>`;

function curve(name: string, points: readonly (readonly [x: number, y: number])[]): string {
  const path = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join(' ');
  const dots = points.map(
    ([x, y]) => `<circle class="${name}" cx="${number(x)}" cy="${number(y)}" r="3.5"/>`,
  );
  return `<path class="curve ${name}" d="${path}"/>${dots.join('')}`;
}

function axes(
  at: 0 | 1,
  title: string,
  below: string,
  ticks: readonly (readonly [part: number, text: string])[],
): string {
  const right = along(at, 1);
  const levels = [0, 0.2, 0.4, 0.6, 0.8, 1].map(
    (value) =>
      line(value === 0 ? 'axis' : 'grid', along(at, 0), up(value), right, up(value)) +
      label(`${value * 100} %`, along(at, 0) - 8, up(value) + 4, 'text-anchor="end"'),
  );
  const marks = ticks.map(
    ([part, text]) =>
      line('axis', along(at, part), panel.bottom, along(at, part), panel.bottom + 5) +
      label(text, along(at, part), panel.bottom + 20, 'text-anchor="middle"'),
  );
  return [
    label(title, along(at, 0) - 50, 28, 'class="title"'),
    ...levels,
    ...marks,
    label(below, along(at, 0.5), panel.bottom + 42, 'text-anchor="middle"'),
  ].join('\n  ');
}

function ratesPanel({ equalRates, table }: Results): string {
  const points = (of: (each: EqualRate) => Measures): (readonly [number, number])[] =>
    equalRates.map((each) => [along(0, log(of(each).fpr)), up(of(each).pod)] as const);
  const compared = new Set(table.slice(0, 6).map(({ row }) => row));
  const others = table
    .filter(({ row }) => !compared.has(row))
    .map(({ detector, measures }) => {
      const [x, y] = [along(0, log(measures.fpr)), up(measures.pod)];
      const title = `<title>${detector}</title>`;
      return `<circle class="others" cx="${number(x)}" cy="${number(y)}" r="4">${title}</circle>`;
    });
  return [
    axes(
      0,
      'Outbreaks detected, by rate of false alarms',
      'false alarms per week (logarithmic)',
      rateTicks.map((tick) => [log(tick), `${tick * 100} %`] as const),
    ),
    ...others,
    curve(
      'flexible',
      points((each) => each.flexible),
    ),
    curve(
      'ours',
      points((each) => each.unusual),
    ),
  ].join('\n  ');
}

function sizesPanel({ equalRates }: Results): string {
  const at = equalRates.find((each) => each.rate === curveRates[1]);
  if (at === undefined) return '';
  const place = (size: number): number => (size - 0.5) / sizes.length;
  const points = ({ podBySize }: Measures): (readonly [number, number])[] =>
    podBySize.map((pod, index) => [along(1, place(index + 1)), up(pod)] as const);
  return [
    axes(
      1,
      'Outbreaks detected, by size',
      'size in standard deviations of a week, at 1.06 % false alarms',
      sizes.map((size) => [place(size), `${size}`] as const),
    ),
    curve('flexible', points(at.flexible)),
    curve('ours', points(at.unusual)),
  ].join('\n  ');
}

function legend(): string {
  const entries = [
    ['ours', 'Miaotou’s default'],
    ['flexible', 'Farrington flexible'],
    ['others', 'other methods'],
  ] as const;
  return entries
    .map(([name, text], at) => {
      const x = along(0, 0) + at * 180;
      return `<circle class="${name}" cx="${number(x)}" cy="46" r="5"/>${label(text, x + 12, 50)}`;
    })
    .join('');
}

/** The benchmark as a picture, legible on a light and on a dark page. */
export function chartOf(results: Results): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Share of outbreaks detected by Miaotou’s default, by Farrington flexible and by other methods">
  <style>${style}
  </style>
  ${ratesPanel(results)}
  ${sizesPanel(results)}
  ${legend()}
</svg>
`;
}
