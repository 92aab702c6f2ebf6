import type { Bilingual } from '@miaotou/domain';
import type { z } from 'zod';
import { insteadOf } from '../expression/index.js';
import type { RuleFaultAt } from './faults.js';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

const typeWords: Readonly<Record<string, Bilingual>> = {
  string: { zh: '文本', en: 'a text' },
  number: { zh: '数值', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是非值', en: 'yes or no (true, false)' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '若干键和值', en: 'keys with values' },
  record: { zh: '若干键和值', en: 'keys with values' },
};

/** Keys of which each kind of feature has one. */
const featureKeys = ['indicator', 'event', 'field', 'deadline', 'rules', 'detection', 'silence'] as const;

const plainPath = (path: readonly PropertyKey[]): Path => path.filter((part) => typeof part !== 'symbol');

function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null
        ? Object.entries(at).find(([key]) => key === String(part))?.[1]
        : undefined,
    file,
  );
}

function fault(path: Path, code: string, zh: string, en: string): RuleFaultAt {
  return { path, code, message: { zh: `${path.join('.')}：${zh}`, en: `${path.join('.')}: ${en}` } };
}

/** Of a feature that fits no kind, what is wrong with it as the kind whose key it has. */
function unionFaults(
  issue: Extract<Issue, { readonly code: 'invalid_union' }>,
  path: Path,
  file: unknown,
): RuleFaultAt[] {
  const value = valueAt(file, path);
  if (path.at(-2) === 'features') {
    const key = featureKeys.find((one) => typeof value === 'object' && value !== null && one in value);
    if (key === undefined) {
      const keys = featureKeys.join(', ');
      return [fault(path, 'shape', `特征须写其中之一：${keys}`, `a feature has one of ${keys}`)];
    }
    const own = issue.errors[featureKeys.indexOf(key)] ?? [];
    return own.flatMap((one) => shapeFaults({ ...one, path: [...path, ...one.path] }, file));
  }
  // Of several ways to write a value the one that went furthest tells what was meant.
  const deepest =
    issue.errors.toSorted((a, b) => (b[0]?.path.length ?? 0) - (a[0]?.path.length ?? 0))[0] ?? [];
  const [first] = deepest;
  if (first === undefined) return [fault(path, 'shape', '写法不符合规则格式', 'not as a rule is written')];
  return shapeFaults({ ...first, path: [...path, ...first.path] }, file);
}

/** What is wrong with the shape of a rule, in words, each at the value (or the unknown key) that is wrong. */
export function shapeFaults(issue: Issue, file: unknown): RuleFaultAt[] {
  const path = plainPath(issue.path);
  switch (issue.code) {
    case 'invalid_union':
      return unionFaults(issue, path, file);
    case 'unrecognized_keys':
      return issue.keys.map((key) =>
        fault([...path, key], 'shape', `没有名为 ${key} 的项`, `there is nothing called ${key} here`),
      );
    case 'invalid_type': {
      const wanted = typeWords[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return valueAt(file, path) === undefined
        ? [fault(path, 'shape', `缺少此项，应为${wanted.zh}`, `it is missing; expected ${wanted.en}`)]
        : [fault(path, 'shape', `此处应为${wanted.zh}`, `expected ${wanted.en}`)];
    }
    case 'invalid_value': {
      const known = issue.values.map(String);
      const given = valueAt(file, path);
      const instead =
        typeof given === 'string'
          ? insteadOf(given, known)
          : { zh: `（可写：${known.join('、')}）`, en: ` (one of ${known.join(', ')})` };
      return [fault(path, 'shape', `取值不对${instead.zh}`, `not a value that can stand here${instead.en}`)];
    }
    case 'invalid_key':
      return [fault(path, 'shape', '名称写法不对', 'not a name that can stand here')];
    case 'invalid_format': {
      const last = path.at(-1);
      if (last === 'window' || last === 'against') {
        return [
          fault(
            path,
            'window-malformed',
            '时间窗应为数字加 h、d、m（月）、y，如 30d',
            'a window is a number and h, d, m (months) or y, such as 30d',
          ),
        ];
      }
      return [
        fault(
          path,
          'shape',
          `写法不对（${issue.message}）`,
          `not written as it should be (${issue.message})`,
        ),
      ];
    }
    case 'too_big':
      return [
        fault(
          path,
          'shape',
          `过长或过大，最多 ${String(issue.maximum)}`,
          `too long or too large; at most ${String(issue.maximum)}`,
        ),
      ];
    case 'too_small':
      return [
        fault(
          path,
          'shape',
          `过短或过小，至少 ${String(issue.minimum)}`,
          `too short or too small; at least ${String(issue.minimum)}`,
        ),
      ];
    default:
      return [
        fault(
          path,
          'shape',
          `写法不符合规则格式（${issue.message}）`,
          `not as a rule is written (${issue.message})`,
        ),
      ];
  }
}
