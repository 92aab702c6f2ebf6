import type { z } from 'zod';

/**
 * One question to the warehouse as a value: its SQL, what it takes and what it gives.
 * Parameters are written `{name:Type}` in the SQL and never pasted into the text.
 */
export interface NamedQuery<P, R> {
  readonly name: string;
  readonly sql: string;
  readonly params: z.ZodType<P>;
  readonly row: z.ZodType<R>;
}

/** Declares a named query; the types of parameters and rows follow from the schemas. */
export function defineQuery<P, R>(query: NamedQuery<P, R>): NamedQuery<P, R> {
  return Object.freeze(query);
}

const placeholder = /\{\s*([A-Za-z_]\w*)\s*:\s*([^}]+?)\s*\}/g;

/** The parameters that a statement declares, with their ClickHouse types. */
export function declaredParams(sql: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', type = ''] of sql.matchAll(placeholder)) found.set(name, type);
  return found;
}

/** The engine reads an instant as `2026-01-02 03:04:05.678` only: neither ISO text nor a JS date keeps its milliseconds. */
function instantText(value: unknown, type: string): unknown {
  const instant =
    value instanceof Date ? value : typeof value === 'string' && value.includes('T') ? new Date(value) : null;
  if (instant === null || Number.isNaN(instant.getTime())) return value;
  const text = instant.toISOString().replace('T', ' ').replace('Z', '');
  return type.includes('DateTime64') ? text : text.slice(0, 19);
}

const integerList = /^Array\((Nullable\()?U?Int\d+/;

function bareInteger(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+$/.test(value) ? BigInt(value) : value;
}

function bindable(value: unknown, type: string): unknown {
  if (type.includes('DateTime')) {
    return Array.isArray(value) ? value.map((one) => instantText(one, type)) : instantText(value, type);
  }
  // 64-bit numbers come out as text, and go in again in lists: there the engine wants them bare.
  if (integerList.test(type) && Array.isArray(value)) return value.map(bareInteger);
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'bigint' ? value.toString() : value;
}

/** Brings parameter values into the form the engine reads, by the type each is declared with. Absent becomes NULL. */
export function bindParams(sql: string, params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  for (const [name, type] of declaredParams(sql)) bound[name] = bindable(params[name] ?? null, type);
  return bound;
}
