import { useState } from 'react';
import { Checkbox, Select } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { SampleRefSchema } from '@miaotou/contracts';
import type { MappingTarget, Sample, SampleRef } from '@miaotou/contracts';
import { sourceFamilies, type SourceFamily } from '@miaotou/domain';
import { useTranslation } from '../i18n/index.js';
import { Answer, Fault, Field, Forbidden, Nothing } from '../parts/index.js';
import { useMay } from '../people/index.js';
import { Mapping } from './mapping.js';
import { useBring, useProposal, useSample } from './queries.js';
import { SampleRows } from './sample-rows.js';
import { Target } from './target.js';

/** The sample that the page's address names; null for none. */
function refOf(params: URLSearchParams): SampleRef | null {
  const batch = params.get('batch');
  const found = SampleRefSchema.safeParse(
    batch === null
      ? { sha256: params.get('file'), fileName: params.get('name'), source: params.get('source') }
      : { batchId: batch },
  );
  return found.success ? found.data : null;
}

/** Chooses a sample file; nothing of it is imported. */
function Bring() {
  const { t } = useTranslation();
  const [, setParams] = useSearchParams();
  const [source, setSource] = useState<SourceFamily>('complaints');
  const bring = useBring();
  return (
    <section className="panel upload" aria-label={t('layouts.sample')}>
      <p>{t('layouts.sampleText')}</p>
      <Field label={t('imports.uploadSource')}>
        <Select
          aria-label={t('imports.uploadSource')}
          value={source}
          options={sourceFamilies.map((family) => ({ value: family, label: t(`family.${family}`) }))}
          onChange={setSource}
        />
      </Field>
      <label className="field">
        <span>{t('layouts.sample')}</span>
        <input
          type="file"
          accept=".xlsx,.csv,.gz"
          disabled={bring.isPending}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file === undefined) return;
            bring.mutate(
              { file, source },
              {
                onSuccess: (ref) => {
                  if ('sha256' in ref)
                    setParams({ file: ref.sha256, name: ref.fileName, source: ref.source });
                },
              },
            );
          }}
        />
      </label>
      {bring.error !== null && <Fault error={bring.error} />}
    </section>
  );
}

function Proposed({
  sampleRef,
  sample,
  place,
  target,
}: {
  readonly sampleRef: SampleRef;
  readonly sample: Sample;
  readonly place: { readonly sheet: string; readonly headerRow: number; readonly twoRows: boolean };
  readonly target: MappingTarget;
}) {
  const layout = target.kind === 'headings' ? target.layout : null;
  const proposal = useProposal({ sample: sampleRef, ...place, layout });
  return (
    <Answer asked={proposal} lines={8}>
      {(found) => (
        <Mapping
          key={JSON.stringify([place, layout])}
          sampleRef={sampleRef}
          sample={sample}
          proposal={found}
          place={place}
          target={target}
        />
      )}
    </Answer>
  );
}

function Work({ sampleRef, sample }: { readonly sampleRef: SampleRef; readonly sample: Sample }) {
  const { t } = useTranslation();
  const [first] = sample.sheets;
  const [sheetName, setSheetName] = useState(first?.name ?? '');
  const [picked, setPicked] = useState<number | null>(null);
  const [twoRows, setTwoRows] = useState(false);
  const [target, setTarget] = useState<MappingTarget>({
    kind: 'headings',
    layout: sample.layouts[0]?.layout ?? '',
  });
  const sheet = sample.sheets.find(({ name }) => name === sheetName) ?? first;
  if (sheet === undefined) return <Nothing>{t('layouts.noRows')}</Nothing>;
  const headerRow = picked ?? sheet.headerRow;
  return (
    <>
      <div className="map-form">
        {sample.sheets.length > 1 && (
          <Field label={t('layouts.sheet')}>
            <Select
              aria-label={t('layouts.sheet')}
              value={sheet.name}
              options={sample.sheets.map(({ name }) => ({ value: name, label: name }))}
              onChange={(name) => {
                setSheetName(name);
                setPicked(null);
              }}
            />
          </Field>
        )}
        <Field label={t('layouts.headerRow')}>
          <Select
            aria-label={t('layouts.headerRow')}
            value={headerRow}
            options={sheet.rows
              .filter(({ row }) => row <= 15)
              .map(({ row }) => ({ value: row, label: t('layouts.row', { row }) }))}
            onChange={setPicked}
          />
        </Field>
        <Checkbox
          checked={twoRows}
          onChange={(event) => {
            setTwoRows(event.target.checked);
          }}
        >
          {t('layouts.twoRows')}
        </Checkbox>
      </div>
      <SampleRows sheet={sheet} headerRow={headerRow} twoRows={twoRows} onPick={setPicked} />
      <p className="faint">{t('layouts.masked')}</p>
      <div className="map-form">
        <Target sample={sample} target={target} onChange={setTarget} />
      </div>
      <Proposed
        sampleRef={sampleRef}
        sample={sample}
        place={{ sheet: sheet.name, headerRow, twoRows }}
        target={target}
      />
    </>
  );
}

function Chosen({ sampleRef }: { readonly sampleRef: SampleRef }) {
  const sample = useSample(sampleRef);
  return (
    <Answer asked={sample} lines={12}>
      {(found) => (
        <>
          <p className="file-name">{found.fileName}</p>
          <Work sampleRef={sampleRef} sample={found} />
        </>
      )}
    </Answer>
  );
}

export function Component() {
  const { t } = useTranslation();
  const [params] = useSearchParams();
  const may = useMay('bringIn');
  if (!may) return <Forbidden />;
  const ref = refOf(params);
  return (
    <div className="page">
      <Link to="/imports/layouts">← {t('imports.layouts')}</Link>
      <h1>{t('layouts.title')}</h1>
      {ref === null ? <Bring /> : <Chosen key={JSON.stringify(ref)} sampleRef={ref} />}
    </div>
  );
}
