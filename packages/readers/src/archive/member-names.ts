import type { Note } from '@miaotou/contracts';
import { cutText } from '../shared/index.js';
import type { Entry } from '../zip/index.js';

const utf8Flag = 0x800;
/** Info-ZIP's extra field that holds a name in UTF-8 beside the one in the sender's own encoding. */
const unicodePath = 0x7075;

const strict = (encoding: string, bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Name of a member: UTF-8 where the zip says so or the bytes are it, else GB18030, in which Chinese Windows writes. */
export function memberName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const extra = entry.extraFields.find(({ id }) => id === unicodePath)?.data.subarray(5);
  const said = (entry.generalPurposeBitFlag & utf8Flag) !== 0 || extra !== undefined;
  const utf8 = strict('utf-8', extra ?? raw);
  if (utf8 !== null) return utf8.replaceAll('\\', '/');
  const chinese = said ? null : strict('gb18030', raw);
  return (chinese ?? raw.toString('latin1')).replaceAll('\\', '/');
}

/** Archives inside an archive: none of them is opened. A gzipped CSV is a delivery. */
const nested = /\.(zip|rar|7z|tar|tgz|jar|xz|bz2|zst|cab|iso)$|(?<!\.csv|\.txt)\.gz$/iu;
export const isNestedArchive = (name: string): boolean => nested.test(name);

const system = /^(thumbs\.db|desktop\.ini|~\$.*|\..*|.*~|.*\.(tmp|part|lnk|db))$/iu;
const about = /^(read\s*_?-?me|licen[sc]e|changelog|使用说明|填报说明|填表说明|报送说明|说明|目录)/iu;
const document =
  /\.(pdf|docx?|wps|pptx?|rtf|md|html?|xml|json|jpe?g|png|gif|bmp|tiff?|ofd|mp4|mp3|exe|dll|bat|sh|js|vbs|url|eml|msg)$/iu;

const last = (name: string): string => name.split('/').at(-1) ?? '';
const shown = (name: string): string => cutText(name.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ''), 120);

/** Why a member is no delivery and is passed over; null for one that is taken. */
export function skipNote(name: string): Note | null {
  const file = last(name);
  if (/(^|\/)__MACOSX\//iu.test(name) || system.test(file))
    return {
      code: 'member-of-the-system',
      message: {
        zh: `压缩包内的“${shown(name)}”是系统文件，未导入。`,
        en: `"${shown(name)}" in the archive belongs to an operating system and was passed over.`,
      },
    };
  if (document.test(file) || (about.test(file) && !/\.(xlsx|xls|csv)$/iu.test(file)))
    return {
      code: 'member-no-table',
      message: {
        zh: `压缩包内的“${shown(name)}”不是表格，未导入。`,
        en: `"${shown(name)}" in the archive is no table and was passed over.`,
      },
    };
  return null;
}
