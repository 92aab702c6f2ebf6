import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import type { FaultPlace } from '@miaotou/contracts';
import { faults, ReadError } from '../faults/index.js';

export type Attributes = Readonly<Record<string, string>>;

/** What is done with a part's XML; names come without their namespace prefix. */
export interface XmlHandlers {
  open?(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Characters in which no tag ends: more is not a workbook's XML, and would have to be held in memory. */
const maxSilentChars = 2_097_152;

/** Feeds a part's bytes to the handlers, and gives back control after each chunk. */
export async function* feedXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  place: FaultPlace,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let heard = false;
  let silent = 0;
  let decoder: TextDecoder | null = null;
  parser.on('doctype', () => {
    // Entity declarations live in a DOCTYPE; a workbook never has one.
    throw faults.unsafeArchive(place, { zh: 'XML 中含有 DOCTYPE 声明', en: 'its XML holds a DOCTYPE' });
  });
  parser.on('opentag', (tag) => {
    heard = true;
    handlers.open?.(localName(tag.name), tag.attributes);
  });
  parser.on('closetag', (tag) => {
    heard = true;
    handlers.close?.(localName(tag.name));
  });
  parser.on('text', (text) => handlers.text?.(text));
  parser.on('cdata', (text) => handlers.text?.(text));
  const write = (text: string): void => {
    heard = false;
    try {
      parser.write(text);
    } catch (error) {
      throw error instanceof ReadError ? error : faults.truncated(place, error);
    }
    silent = heard ? 0 : silent + text.length;
    if (silent > maxSilentChars) throw faults.lineTooLong(place, maxSilentChars);
  };
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    write(decode(decoder, chunk, place));
    yield;
  }
  if (decoder !== null) write(decode(decoder, null, place));
  try {
    parser.close();
  } catch (error) {
    throw error instanceof ReadError ? error : faults.truncated(place, error);
  }
  yield;
}

/** Feeds a whole part to the handlers. */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  place: FaultPlace,
): Promise<void> {
  const steps = feedXml(chunks, handlers, place);
  while ((await steps.next()).done !== true);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function decoderFor(chunk: Buffer): TextDecoder {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  return new TextDecoder('utf-8', { fatal: true });
}

function decode(decoder: TextDecoder, chunk: Buffer | null, place: FaultPlace): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    throw faults.truncated(place, error);
  }
}
