import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Splits CSV text into rows of cells; quotes doubled inside quotes. */
export function splitCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted) {
      if (char === '"' && text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else if (char === '"') quoted = false;
      else cell += char;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(cell);
      cell = '';
    } else if (char === '\n') {
      row.push(cell.replace(/\r$/, ''));
      rows.push(row);
      row = [];
      cell = '';
    } else cell += char;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Monday of the week of a day, both YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Claims per employer (letters and digits of the name, capitals) and calendar week of opening; undated claims apart. */
export function countClaims(path: string): { rows: number; undated: number; weeks: Map<string, number> } {
  const [header = [], ...lines] = splitCsv(gunzipSync(readFileSync(path)).toString('utf8'));
  const rows = lines.filter((cells) => cells.some((cell) => cell !== ''));
  const name = header.indexOf('employer_name');
  const opened = header.indexOf('date_opened');
  const weeks = new Map<string, number>();
  let undated = 0;
  for (const row of rows) {
    const day = (row[opened] ?? '').slice(0, 10);
    if (day === '') {
      undated += 1;
      continue;
    }
    const employer = (row[name] ?? '')
      .toUpperCase()
      .replaceAll(/[^A-Z0-9]+/g, ' ')
      .trim();
    const key = `${employer}|${mondayOf(day)}`;
    weeks.set(key, (weeks.get(key) ?? 0) + 1);
  }
  return { rows: rows.length, undated, weeks };
}
