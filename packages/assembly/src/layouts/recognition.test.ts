import type { Manifest, MappedColumn } from '@miaotou/contracts';
import { manifestsOf, pipelinesWith, tableManifest, withMappedHeadings } from '@miaotou/engine';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileReader } from '../landing/file-reader.js';
import { pipelines } from '../sources.js';

const shipped = manifestsOf(pipelines);
const wordsOf = (text: string) => fileReader.headingWords(text).words;
const version = (manifest: Manifest) => ({
  id: 1,
  layout: manifest.layout,
  version: manifest.version,
  manifest,
  author: 'a',
  reason: 'b',
  since: new Date(0),
  until: null,
  endedBy: null,
  endedReason: null,
});
const withVersionOf = (manifest: Manifest) =>
  manifestsOf(
    pipelinesWith(pipelines, [version(manifest)]).filter(({ source }) => source === manifest.source),
  );
const ofSource = (source: Manifest['source']) => shipped.filter((one) => one.source === source);

const anyHeading = fc.oneof(
  fc.constantFrom('受理单号', '欠缴数额', '企业全称', '处理结果', '经办人意见', '笔数（万元）'),
  fc.stringMatching(/^[甲乙丙丁戊己庚辛]{2,5}$/),
  fc.constantFrom(...shipped.flatMap(({ columns }) => columns.map(({ header }) => header))),
);

/** A file as one of the shipped layouts expects it, with columns left out, moved, and others between. */
const anyFile = fc.constantFrom(...shipped).chain((manifest) => {
  const needed = manifest.columns.filter(({ required, present }) => required || present);
  const others = manifest.columns.filter((column) => !needed.includes(column));
  return fc
    .tuple(fc.subarray(others), fc.uniqueArray(anyHeading, { maxLength: 3 }), fc.infiniteStream(fc.nat(1000)))
    .map(([some, junk, order]) => {
      const headers = [...needed, ...some].map(({ header }) => header);
      const cells = [...headers, ...junk.filter((one) => !headers.includes(one))]
        .map((cell) => ({ cell, at: order.next().value ?? 0 }))
        .toSorted((a, b) => a.at - b.at)
        .map(({ cell }) => cell);
      return { source: manifest.source, head: [{ row: 1, cells }] };
    });
});

const hints = { fileName: '', sheetName: '2026年1月', receivedOn: '2026-02-01' };
const said = (head: { row: number; cells: string[] }[], manifests: readonly Manifest[]) => {
  const found = fileReader.recognise(head, manifests, hints);
  if (!found.ok) return null;
  const { manifest, columns, unitFactors, headerRow } = found;
  return { layout: manifest.layout, columns, unitFactors, headerRow };
};

describe('files that were recognised before', () => {
  it('are recognised as before by a version with further headings, unless they have one of these headings', () => {
    const anyMapping = fc.record({
      layout: fc.constantFrom(...shipped),
      at: fc.nat(200),
      heading: anyHeading,
      unit: fc.constantFrom(null, 'yuan' as const, 'wan-yuan' as const),
    });
    fc.assert(
      fc.property(anyFile, anyMapping, ({ source, head }, { layout, at, heading, unit }) => {
        const field = layout.columns[at % layout.columns.length]?.field ?? '';
        const column: MappedColumn = { heading, field, unit, order: null, required: false };
        const drafted = withMappedHeadings(
          layout,
          layout.version * 1000 + 1,
          { columns: [column], relaxed: [] },
          fileReader,
        );
        fc.pre(drafted.problems.length === 0 && layout.source === source);
        const cells = head.flatMap((row) => row.cells).map(wordsOf);
        fc.pre(!cells.includes(wordsOf(heading)));
        expect(said(head, withVersionOf(drafted.manifest))).toEqual(said(head, ofSource(source)));
      }),
      { numRuns: 300 },
    );
  });

  it('are recognised as before beside a new table, unless they have all that it must have', () => {
    const anyTable = fc.record({
      source: fc.constantFrom(...new Set(shipped.map((one) => one.source))),
      headings: fc.uniqueArray(anyHeading, { minLength: 2, maxLength: 5, selector: wordsOf }),
    });
    const codes = ['SI02', 'SI03', 'SI04', 'TAX08'];
    fc.assert(
      fc.property(anyFile, anyTable, ({ source, head }, table) => {
        const columns = table.headings.map((heading, at): MappedColumn => {
          const field = at === 0 ? 'name' : (codes[at - 1] ?? 'SI02');
          return { heading, field, unit: null, order: null, required: at === 1 };
        });
        const facts = {
          source: table.source,
          layout: 'own-1',
          name: '表',
          office: { code: 'O01', name: { zh: '局', en: 'Office' } },
          every: 'month' as const,
        };
        const drafted = tableManifest(facts, columns, fileReader);
        fc.pre(drafted.problems.length === 0 && table.source === source);
        const before = said(head, ofSource(source));
        const after = said(head, withVersionOf(drafted.manifest));
        if (after?.layout === 'own-1') {
          const cells = new Set(head.flatMap((row) => row.cells).map(wordsOf));
          expect(table.headings.filter((heading) => !cells.has(wordsOf(heading)))).toEqual([]);
        } else expect(after).toEqual(before);
      }),
      { numRuns: 300 },
    );
  });
});
