import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { crc32, createDeflateRaw } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeFolder } from '../fixtures/files.js';
import { workbookParts } from '../fixtures/workbook.js';
import { openDelivery } from '../index.js';

let folder: Awaited<ReturnType<typeof makeFolder>>;
beforeAll(async () => {
  folder = await makeFolder();
});
afterAll(() => folder.remove());

/** What is read of a file, and by how much the heap and the buffers grew on the way. */
async function readThrough(path: string): Promise<{ rows: number; cells: number; grownBytes: number }> {
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;
  const before = used();
  let highest = before;
  let rows = 0;
  let cells = 0;
  const delivery = await openDelivery(path, 'large');
  for await (const sheet of delivery.sheets())
    for await (const row of sheet.rows) {
      rows += 1;
      cells += row.cells.length;
      if (rows % 10_000 === 0) highest = Math.max(highest, used());
    }
  return { rows, cells, grownBytes: highest - before };
}

/** A zip with one part more, which is packed as it is made. */
async function writeWorkbook(path: string, xml: Iterable<string>): Promise<void> {
  const parts = workbookParts({ sheets: [{ name: '一', data: '' }] });
  const file = createWriteStream(path);
  const central: Buffer[] = [];
  let offset = 0;
  const put = async (bytes: Buffer): Promise<void> => {
    offset += bytes.length;
    if (!file.write(bytes)) await once(file, 'drain');
  };
  for (const { name, data } of parts) {
    const start = offset;
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    // Sizes and checksum follow the packed bytes.
    fields.writeUInt16LE(0x808, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(title.length, 22);
    await put(Buffer.concat([Buffer.from('PK\u0003\u0004'), fields, title]));
    const packer = createDeflateRaw({ level: 1 });
    const bodyStart = offset;
    let size = 0;
    let checksum = 0;
    const packing = (async () => {
      for await (const chunk of packer) await put(chunk as Buffer);
    })();
    for (const text of name.endsWith('sheet1.xml') ? xml : [data]) {
      const bytes = Buffer.from(text);
      size += bytes.length;
      checksum = crc32(bytes, checksum);
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
    await packing;
    const packed = offset - bodyStart;
    fields.writeUInt32LE(checksum, 10);
    fields.writeUInt32LE(packed, 14);
    fields.writeUInt32LE(size, 18);
    await put(Buffer.concat([Buffer.from('PK\u0007\b'), fields.subarray(10, 22)]));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(start, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), fields, place, title]));
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  await put(Buffer.concat([directory, Buffer.from('PK\u0005\u0006'), end]));
  file.end();
  await once(file, 'close');
}

const mebibyte = 1_048_576;
const cells = '<c t="str"><v>惠来县第一制衣有限公司</v></c><c s="1"><v>45139</v></c><c><v>12.5</v></c>';

function* sheetOf(rows: number): Generator<string> {
  yield '<worksheet><sheetData>';
  for (let done = 0; done < rows; done += 1000) yield `<row>${cells}</row>`.repeat(1000);
  yield '</sheetData></worksheet>';
}

it('a workbook of 200,000 rows passes through in memory that does not grow with it', async () => {
  const path = await folder.write('', 'large.xlsx');
  await writeWorkbook(path, sheetOf(200_000));
  const read = await readThrough(path);
  expect(read).toMatchObject({ rows: 200_000, cells: 600_000 });
  expect(read.grownBytes / mebibyte).toBeLessThan(120);
}, 120_000);

it('100 MB of text pass through in memory that does not grow with them', async () => {
  const path = await folder.write('', 'large.csv');
  const file = createWriteStream(path);
  const block = Buffer.from(
    `91445224MA4W001234,惠来县第一制衣有限公司,${'乙'.repeat(320)},12.5\n`.repeat(1000),
  );
  const blocks = Math.ceil((100 * mebibyte) / block.length);
  for (let done = 0; done < blocks; done += 1) if (!file.write(block)) await once(file, 'drain');
  file.end();
  await once(file, 'close');
  const read = await readThrough(path);
  expect(read).toMatchObject({ rows: blocks * 1000, cells: blocks * 4000 });
  expect(read.grownBytes / mebibyte).toBeLessThan(80);
}, 120_000);
