import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en, zh } from './texts.js';

type Tree = { readonly [key: string]: string | Tree };

/** Every key with its text, e.g. ['nav.alerts', '预警']. */
function leaves(tree: Tree, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[here, value] as const] : leaves(value, here);
  });
}

const places = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/gu)].map(([, name]) => name ?? '').toSorted((a, b) => a.localeCompare(b));

/** Every source file of the console. */
function sources(): readonly string[] {
  const root = new URL('..', import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/u.test(name) && !name.includes('.test.') && !name.startsWith('i18n/'))
    .map((name) => readFileSync(new URL(name, root), 'utf8'));
}

/** Keys written out, and the beginnings of keys that end in a value. */
function usedKeys(code: string): { readonly whole: readonly string[]; readonly begun: readonly string[] } {
  const quoted = [...code.matchAll(/'([a-zA-Z]+(?:\.[a-zA-Z0-9-]+)+)'/gu)].map(([, key]) => key ?? '');
  const direct = [...code.matchAll(/\bzh\.(\w+\.\w+)/gu)].map(([, key]) => key ?? '');
  const begun = [...code.matchAll(/`([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/gu)].map(([, key]) => key ?? '');
  return { whole: [...quoted, ...direct], begun };
}

const chinese = new Map(leaves(zh));
const english = new Map(leaves(en));

describe('the texts', () => {
  it('are the same keys in both languages', () => {
    expect([...english.keys()]).toEqual([...chinese.keys()]);
  });

  it('are empty nowhere', () => {
    const empty = [...chinese, ...english].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });

  it('have the same places to fill in both languages', () => {
    const differing = [...chinese].filter(
      ([key, text]) => places(text).join() !== places(english.get(key) ?? '').join(),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  it('say Chinese in Chinese, and no Chinese in English but the name of the other language', () => {
    const han = /\p{Script=Han}/u;
    expect([...english].filter(([, text]) => han.test(text)).map(([key]) => key)).toEqual(['nav.language']);
    expect([...chinese].filter(([, text]) => !han.test(text)).map(([key]) => key)).toEqual(['nav.language']);
  });

  it('are all used somewhere', () => {
    const used = sources().map(usedKeys);
    const whole = new Set(used.flatMap((file) => file.whole));
    const begun = [...new Set(used.flatMap((file) => file.begun))];
    const unused = [...chinese.keys()].filter(
      (key) => !whole.has(key) && !begun.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });
});
