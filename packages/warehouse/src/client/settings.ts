import { WarehouseError } from './errors.js';

/**
 * What every connection is set to, embedded and server alike.
 * Instants go in as ISO text and come out as ISO text with Z; the session's zone is UTC, so a query that means a day in
 * the county says `toDate(x, 'Asia/Shanghai')`. 64-bit integers come as strings, since a JS number would lose digits.
 */
export function sessionSettings(maxExecutionSeconds: number): Record<string, string | number> {
  return {
    output_format_json_quote_64bit_integers: 1,
    join_use_nulls: 1,
    // What is met a third time would be made machine code, a third of a second for one layout of deliveries; on millions
    // of rows it gained nothing that could be measured.
    compile_expressions: 0,
    max_partitions_per_insert_block: 0,
    session_timezone: 'UTC',
    date_time_input_format: 'best_effort',
    date_time_output_format: 'iso',
    // Rules are compiled into one long statement.
    max_query_size: 20_000_000,
    max_execution_time: maxExecutionSeconds,
  };
}

/** A literal for SQL text. Only for values that cannot be bound: settings, paths, structures. */
export function literal(value: string | number): string {
  return typeof value === 'number'
    ? String(value)
    : `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `a = 1, b = 'x'`, as SET and SETTINGS take it. */
export function settingsText(settings: Readonly<Record<string, string | number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => {
      if (!/^[a-z][a-z0-9_]*$/.test(name))
        throw new WarehouseError('permanent', 'NAME', `not a setting: ${name}`);
      return `${name} = ${literal(value)}`;
    })
    .join(', ');
}
