/** Cells of one line of comma-separated text, read as the engine reads it: a quote counts only where a cell begins. */
export function csvCells(line: string): string[] {
  const cells: string[] = [];
  for (let at = 0; ;) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at);
      cells.push(line.slice(at, comma < 0 ? line.length : comma));
      if (comma < 0) return cells;
      at = comma + 1;
      continue;
    }
    let text = '';
    for (let from = at + 1; ;) {
      const quote = line.indexOf('"', from);
      text += line.slice(from, quote < 0 ? line.length : quote);
      if (quote >= 0 && line[quote + 1] === '"') {
        text += '"';
        from = quote + 2;
        continue;
      }
      at = quote < 0 ? line.length : quote + 1;
      break;
    }
    cells.push(text);
    if (line[at] !== ',') return cells;
    at += 1;
  }
}
