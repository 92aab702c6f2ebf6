import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkBook, faultLine, parseRuleFile } from '../rule/index.js';
import type { CheckedRule, RuleFault } from '../rule/index.js';

/** The rules that come with the product, one file each. */
export const bookDirectory = fileURLToPath(new URL('../../book/', import.meta.url));

export type BookRead =
  | { readonly ok: true; readonly rules: readonly CheckedRule[] }
  | { readonly ok: false; readonly faults: readonly RuleFault[] };

/** Reads and checks every rule file (*.yaml) of a directory, each rule behind those that it uses. Gives all faults. */
export async function readRuleBook(directory: string = bookDirectory): Promise<BookRead> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).toSorted();
  const rules: CheckedRule[] = [];
  const fileOf = new Map<string, string>();
  const faults: RuleFault[] = [];
  for (const name of names) {
    const parsed = parseRuleFile(await readFile(join(directory, name), 'utf8'), name);
    if (!parsed.ok) {
      faults.push(...parsed.faults);
      continue;
    }
    rules.push(parsed.rule);
    fileOf.set(parsed.rule.file.id, name);
  }
  if (faults.length > 0) return { ok: false, faults };
  const book = checkBook(rules);
  if (book.ok) return book;
  return {
    ok: false,
    faults: book.faults.map(({ ruleId, code, message }) => ({
      file: fileOf.get(ruleId) ?? ruleId,
      line: 1,
      column: 1,
      code,
      message,
    })),
  };
}

/** As `readRuleBook`, but a fault stops the program: every fault is named in the error. */
export async function loadRuleBook(directory: string = bookDirectory): Promise<readonly CheckedRule[]> {
  const book = await readRuleBook(directory);
  if (book.ok) return book.rules;
  throw new Error(
    `the rule book has faults:\n${book.faults.map((fault) => faultLine(fault, 'en')).join('\n')}`,
  );
}
