import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FaultPlace } from '@miaotou/contracts';
import type { ReadLimits } from '../shared/index.js';
import { faults } from '../faults/index.js';

const chunkBytes = 262_144;

/** A text file's bytes, unpacked if it is gzipped. Each call reads from the start. */
export type OpenBytes = (signal?: AbortSignal) => AsyncGenerator<Buffer>;

/** Bytes of a plain file. */
export const plainBytes = (path: string): OpenBytes =>
  async function* (signal) {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
      signal?.throwIfAborted();
      yield chunk as Buffer;
    }
  };

/** Bytes of a gzipped file, refused as soon as more is unpacked than the limits allow. */
export const gunzippedBytes = (
  path: string,
  packedBytes: number,
  limits: ReadLimits,
  place: FaultPlace,
): OpenBytes =>
  async function* (signal) {
    const source = createReadStream(path, { highWaterMark: chunkBytes });
    const gunzip = createGunzip({ chunkSize: chunkBytes });
    // The iteration below throws the stream's error; the callback only keeps it from being unhandled.
    pipeline(source, gunzip, () => undefined);
    let inflated = 0;
    try {
      for await (const chunk of gunzip) {
        signal?.throwIfAborted();
        inflated += (chunk as Buffer).length;
        const bomb = inflated > limits.ratioFromBytes && inflated > packedBytes * limits.maxRatio;
        if (bomb || inflated > limits.maxInflatedBytes) throw faults.archiveBomb(place, inflated);
        yield chunk as Buffer;
      }
    } catch (error) {
      throw isZlibError(error) ? faults.truncated(place, error) : error;
    } finally {
      gunzip.destroy();
      source.destroy();
    }
  };

/** The decompressor's own errors: data cut short or damaged. */
const isZlibError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
