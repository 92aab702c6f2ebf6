import type { ColumnUnit, MappingTarget, Sample } from '@miaotou/contracts';
import { tableParts, unitsOf } from '@miaotou/contracts';
import { indicatorUnits, indicators } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import { useSay, useTranslation } from '../i18n/index.js';

/** Something that a column may be mapped to. */
export interface FieldChoice {
  readonly field: string;
  readonly label: string;
  /** Units in which its numbers may be written; none for what holds no numbers. */
  readonly units: readonly ColumnUnit[];
  /** Holds days or months. */
  readonly dated: boolean;
  /** States an indicator: its cells may be required. */
  readonly value: boolean;
}

const unitText = (unit: keyof typeof indicatorUnits): Bilingual => indicatorUnits[unit];

/** What columns may be mapped to under a target; of indicators the source's own come first. */
export function useFieldChoices(sample: Sample, target: MappingTarget): readonly FieldChoice[] {
  const { t } = useTranslation();
  const say = useSay();
  if (target.kind === 'headings') {
    const layout = sample.layouts.find((one) => one.layout === target.layout);
    return (layout?.fields ?? []).map(({ field, header, type, needed }) => ({
      field,
      label: needed ? t('layouts.needed', { header }) : header,
      units: unitsOf(type),
      dated: ['day', 'month', 'instant'].includes(type),
      value: false,
    }));
  }
  const own = indicators.filter(({ grains }) => (grains as readonly string[]).includes('employer'));
  const sorted = own.toSorted(
    (a, b) => Number(b.family === sample.source) - Number(a.family === sample.source),
  );
  return [
    ...tableParts.map((part) => ({
      field: part,
      label:
        part === 'name' ? t('layouts.needed', { header: t('layouts.part.name') }) : t(`layouts.part.${part}`),
      units: [],
      dated: part === 'period',
      value: false,
    })),
    ...sorted.map(({ code, name, unit }) => ({
      field: code,
      label: `${say(name)}（${say(unitText(unit))}）`,
      units: unitsOf(
        unit === 'fen' ? 'money' : unit === 'percent' ? 'percent' : unit === 'flag' ? '' : 'count',
      ),
      dated: false,
      value: true,
    })),
  ];
}
