import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanPicture } from './picture.js';

const segment = (marker: number, ...body: Buffer[]): Buffer => {
  const data = Buffer.concat(body);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
};
const start = Buffer.from([0xff, 0xd8]);
const end = Buffer.from([0xff, 0xd9]);
const size = (width: number, height: number) =>
  Buffer.from([8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]);
const frame = segment(0xc0, size(40, 30));
const scan = Buffer.concat([
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([1, 0xff, 0, 2, 0xff, 0xd0, 3]),
]);
const jfif = segment(0xe0, Buffer.from('JFIF\0'));
const exif = segment(0xe1, Buffer.from('Exif\0\0GPS 22.98 116.29'));
const remark = segment(0xfe, Buffer.from('by whom'));
const jpeg = (...parts: Buffer[]) => Buffer.concat([start, ...parts]);

const chunk = (name: string, data: Buffer): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
};
const pngHead = Buffer.from('89504e470d0a1a0a', 'hex');
const header = Buffer.alloc(13, 1);
header.writeUInt32BE(40);
header.writeUInt32BE(30, 4);
const png = (...parts: Buffer[]) => Buffer.concat([pngHead, chunk('IHDR', header), ...parts]);
const drawn = chunk('IDAT', Buffer.from([1, 2]));
const over = chunk('IEND', Buffer.alloc(0));

describe('a picture is told by its content', () => {
  it('a JPEG loses what the camera wrote beside the picture, and what follows its end', () => {
    const given = jpeg(jfif, exif, remark, frame, scan, end, exif);
    expect(cleanPicture(given)).toEqual({ type: 'image/jpeg', bytes: jpeg(jfif, frame, scan, end) });
  });

  it('what stands between the scans of a progressive JPEG is looked at as well', () => {
    const given = jpeg(frame, scan, exif, scan, end);
    expect(cleanPicture(given)?.bytes).toEqual(jpeg(frame, scan, scan, end));
  });

  it('a PNG keeps the picture alone', () => {
    const given = png(chunk('eXIf', exif), chunk('tEXt', remark), drawn, over, chunk('eXIf', exif));
    expect(cleanPicture(given)).toEqual({ type: 'image/png', bytes: png(drawn, over) });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page that calls itself a photo', Buffer.from('<html><script>alert(1)</script>')],
    ['a program', Buffer.from('MZ\u0090\0')],
    ['a workbook', Buffer.from('PK\u0003\u0004')],
    ['a drawing with scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a JPEG without a picture', jpeg(jfif, end)],
    ['a JPEG that breaks off', jpeg(jfif, frame, scan)],
    ['a JPEG of a size that would fill the memory', jpeg(segment(0xc0, size(60_000, 60_000)), scan, end)],
    ['a PNG that breaks off', png(drawn)],
    ['a PNG without a picture', png(over)],
    ['a page behind the head of a JPEG', jpeg(Buffer.from('<html>'))],
  ])('refuses %s', (_, bytes) => {
    expect(cleanPicture(bytes)).toBeNull();
  });

  it('reads any bytes to an end, and cleaning twice changes nothing', () => {
    const parts = [start, end, frame, scan, exif, jfif, pngHead, drawn, over];
    const bytes = fc
      .array(
        fc.oneof(
          fc.constantFrom(...parts),
          fc.uint8Array({ maxLength: 20 }).map((part) => Buffer.from(part)),
        ),
        {
          maxLength: 12,
        },
      )
      .chain((rest) => fc.constantFrom(...parts).map((first) => Buffer.concat([first, ...rest])));
    let twice = 0;
    fc.assert(
      fc.property(bytes, (given) => {
        const once = cleanPicture(given);
        if (once !== null && cleanPicture(once.bytes)?.bytes.equals(once.bytes) !== true) twice += 1;
      }),
    );
    expect(twice).toBe(0);
  });
});
