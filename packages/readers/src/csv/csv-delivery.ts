import type { FaultPlace } from '@miaotou/contracts';
import type { DeliveredRow, Delivery, ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';
import type { OpenBytes } from './bytes.js';
import { decodeText, detectEncoding } from './encoding.js';
import type { Encoding } from './encoding.js';
import { RecordReader } from './records.js';
import { detectSeparator } from './separator.js';

const sampleChars = 65_536;

/** A text file of separated values, checked as text from its first byte to its last before a row is given. */
export async function openCsv(
  open: OpenBytes,
  format: 'csv' | 'csv.gz',
  limits: ReadLimits,
  place: FaultPlace,
): Promise<Delivery> {
  const encoding = await detectEncoding(open, limits, place);
  const sample = await readSample(open, encoding, place);
  if (sample.trim() === '') throw faults.emptyFile(place);
  refuseControls(sample, place);
  const { separator, declared } = detectSeparator(sample);

  async function* rows(signal?: AbortSignal): AsyncGenerator<DeliveredRow> {
    const reader = new RecordReader(separator, limits.maxLineChars, place);
    let pending = declared;
    for await (const text of decodeText(open, encoding, place, signal))
      for (const record of reader.push(text)) {
        if (pending) pending = false;
        else yield record;
      }
    for (const record of reader.end()) if (!pending) yield record;
  }

  return {
    format,
    encoding,
    separator,
    date1904: false,
    async *sheets(signal) {
      yield await Promise.resolve({
        name: '',
        hidden: false,
        hiddenColumns: new Set(),
        rows: { [Symbol.asyncIterator]: () => rows(signal) },
      });
    },
  };
}

async function readSample(open: OpenBytes, encoding: Encoding, place: FaultPlace): Promise<string> {
  let sample = '';
  for await (const text of decodeText(open, encoding, place)) {
    sample += text;
    if (sample.length >= sampleChars && sample.trim() !== '') break;
    // A long run of blanks alone must not be gathered.
    if (sample.length >= sampleChars) sample = sample.trimStart();
  }
  return sample.slice(0, sampleChars);
}

/** A binary file without NUL bytes shows itself by its control characters. */
function refuseControls(sample: string, place: FaultPlace): void {
  let controls = 0;
  for (let at = 0; at < sample.length; at += 1) {
    const code = sample.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12 && code !== 26) controls += 1;
  }
  if (controls * 50 > sample.length)
    throw faults.notText(place, { zh: '含有大量控制字符', en: 'it is full of control characters' });
}
