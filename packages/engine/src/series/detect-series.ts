import {
  detectControls,
  DetectSeriesSchema,
  type DetectedSeries,
  type DetectMethod,
  type DetectSeries,
} from '@miaotou/contracts';
import { runMethod, SeriesError, type CountSeries, type MethodControls } from '@miaotou/detection';
import type { Bilingual } from '@miaotou/domain';
import { z } from 'zod';
import { seriesFaultTexts } from './series-texts.js';

/** The controls' schemas give what the methods take: a control that drifts apart does not compile. */
const controls: { readonly [Name in DetectMethod]: z.ZodType<MethodControls[Name]> } = detectControls;

type Refused = Extract<DetectedSeries, { readonly error: unknown }>;

const refusal = (id: string | null, code: string, { zh, en }: Bilingual, at?: number): Refused => ({
  id,
  error: { code, zh, en, ...(at === undefined ? {} : { at }) },
});

/** What a schema found wrong first, with where. */
function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? '' : `${issue.path.join('.')}: ${issue.message}`;
}

const idOf = (item: unknown): string | null => {
  const id = z.object({ id: z.union([z.string(), z.number()]) }).safeParse(item);
  return id.success ? String(id.data.id) : null;
};

function seriesOf({ observed, freq, start, dates, population }: DetectSeries): CountSeries {
  return {
    observed,
    frequency: freq,
    start,
    ...(dates === undefined ? {} : { dates }),
    ...(population === undefined ? {} : { population }),
  };
}

/** Infinite numbers have no JSON, and null would say that nothing is known. */
function written(value: number | boolean | null): number | 'Inf' | '-Inf' | null {
  if (value === null || typeof value === 'boolean') return value === null ? null : Number(value);
  if (Number.isNaN(value)) return null;
  if (Number.isFinite(value)) return value;
  return value > 0 ? 'Inf' : '-Inf';
}

function detect<Name extends DetectMethod>(method: Name, series: DetectSeries): DetectedSeries {
  const control = controls[method].safeParse(series.control ?? {});
  if (!control.success) {
    const detail = firstIssue(control.error);
    return refusal(series.id, 'control', {
      zh: `control 不能用于 ${method}：${detail}`,
      en: `the control cannot be used for ${method}: ${detail}`,
    });
  }
  const range = series.range ?? [1, series.observed.length];
  const arrays = runMethod(method, seriesOf(series), [range[0] - 1, range[1] - 1], control.data);
  const shown = Object.fromEntries(
    Object.entries(arrays).map(([name, values]) => [name, values.map(written)]),
  );
  return { id: series.id, range, ...shown } as DetectedSeries;
}

/**
 * Judges one series of a detect file: its arrays, or why it cannot be judged. Whatever is wrong with it stays with it, so that
 * the other series of the file are judged.
 */
export function detectSeries(method: DetectMethod, item: unknown): DetectedSeries {
  const series = DetectSeriesSchema.safeParse(item);
  if (!series.success) {
    const detail = firstIssue(series.error);
    return refusal(idOf(item), 'series', {
      zh: `序列的内容不对：${detail}`,
      en: `the series is not as it must be: ${detail}`,
    });
  }
  try {
    return detect(method, series.data);
  } catch (error) {
    const { id } = series.data;
    if (error instanceof SeriesError) {
      const at = error.index === null ? undefined : error.index + 1;
      return refusal(id, error.fault, seriesFaultTexts[error.fault], at);
    }
    if (error instanceof RangeError) {
      return refusal(id, 'control', {
        zh: `参数不能用：${error.message}`,
        en: `the control cannot be used: ${error.message}`,
      });
    }
    throw error;
  }
}
