import type { LayoutProblem, Manifest } from '@miaotou/contracts';
import { PermanentError } from '../shared/index.js';

const problem = (code: string, zh: string, en: string): LayoutProblem => ({ code, message: { zh, en } });

/** What keeps a mapping of columns from being saved, in words. */
export const problems = {
  fieldDoubled: (header: string) =>
    problem(
      'field-doubled',
      `有两列都映射到“${header}”，请只留一列。`,
      `Two columns are mapped to ${header}; leave one of them.`,
    ),
  headingDoubled: (heading: string) =>
    problem(
      'heading-doubled',
      `文件里有两列都叫“${heading}”，程序分不清是哪一列；请对方改名，或不映射这两列。`,
      `Two columns of the file are called ${heading}, so which one is meant cannot be told.`,
    ),
  headingTaken: (heading: string, header: string) =>
    problem(
      'heading-taken',
      `列名“${heading}”在该版式里已表示“${header}”，不能再表示别的列。`,
      `The heading ${heading} already stands for ${header} in this layout.`,
    ),
  fieldUnknown: (field: string) =>
    problem('field-unknown', `该版式没有“${field}”这一列。`, `The layout has no column ${field}.`),
  unitKept: (heading: string) =>
    problem(
      'unit-of-known-heading',
      `列名“${heading}”早已登记，其单位不能在此更改，否则以前同样列名的文件会被读成另一个数。`,
      `${heading} is known already; its unit cannot change here, or files like earlier ones would be read differently.`,
    ),
  unitUnfit: (heading: string) =>
    problem(
      'unit-unfit',
      `“${heading}”不能用这个单位，请另选。`,
      `${heading} cannot be in this unit; choose another.`,
    ),
  orderUnfit: (heading: string) =>
    problem('order-unfit', `“${heading}”不是日期列，不能指定日期顺序。`, `${heading} holds no dates.`),
  orderTaken: (header: string) =>
    problem(
      'order-taken',
      `“${header}”的日期顺序已由较早的版本指定，不能再改，否则以前的文件会被读成另一天；请先停用那个版本。`,
      `An earlier version says the order of dates in ${header}; end it first, or files like earlier ones would be read as other days.`,
    ),
  notRelaxable: (header: string) =>
    problem(
      'not-relaxable',
      `没有“${header}”就无法读取该版式，不能免除。`,
      `The layout cannot be read without ${header}.`,
    ),
  nothingNew: () =>
    problem(
      'nothing-new',
      '映射的列名都是该版式早已认得的，没有需要保存的内容。',
      'All mapped headings are known to the layout already; there is nothing to save.',
    ),
  nameMissing: () =>
    problem(
      'employer-name-missing',
      '没有指明哪一列是单位名称。',
      'No column is mapped to the name of the employer.',
    ),
  valuesMissing: () =>
    problem('values-missing', '没有任何一列映射到指标。', 'No column is mapped to an indicator.'),
  officeUnknown: () => problem('office-unknown', '没有这个报送单位。', 'There is no such office.'),
  requiredMissing: (headers: readonly string[], period: string | undefined) => {
    const stated = period !== undefined && headers.includes(period);
    return problem(
      'required-missing',
      `还缺必需的列：${headers.join('、')}。请映射这些列${stated ? `；“${period}”也可以写在标题或工作表名里` : ''}。`,
      `Required columns are missing: ${headers.join(', ')}. Map them${stated ? `; ${period} may also stand in the title or the sheet's name` : ''}.`,
    );
  },
  columnsDoubled: (headers: readonly string[]) =>
    problem(
      'columns-doubled',
      `这些列在文件里出现了两次：${headers.join('、')}。`,
      `These columns are in the file twice: ${headers.join(', ')}.`,
    ),
  readAsOther: ({ name }: Manifest) =>
    problem(
      'read-as-other',
      `按这样映射，该文件仍会被当作《${name.zh}》读取，因为其列数更多。`,
      `Mapped like this the file would still be read as "${name.en}", which has more of its columns.`,
    ),
  headerElsewhere: (row: number) =>
    problem(
      'header-elsewhere',
      `程序会把第 ${row} 行当作表头，与所选的不同；请选第 ${row} 行，或核对映射。`,
      `Row ${row} would be taken for the header, which is not the row that was picked.`,
    ),
  takesOver: ({ name }: Manifest) =>
    problem(
      'takes-over',
      `保存后，原来认作《${name.zh}》的文件会被认成这个版式；请映射更有区别的列。`,
      `Files that are recognised as "${name.en}" today would be taken for this layout; map columns that tell them apart.`,
    ),
};

export const notSavable = (found: readonly LayoutProblem[]): PermanentError =>
  new PermanentError('invalid', found[0]?.code ?? 'layout-invalid', {
    zh: found.map(({ message }) => message.zh).join(''),
    en: found.map(({ message }) => message.en).join(' '),
  });

export const layoutUnknown = (): PermanentError =>
  new PermanentError('not-found', 'layout-unknown', {
    zh: '没有这个版式，或它已停用。',
    en: 'There is no such layout in force.',
  });

export const versionUnknown = (): PermanentError =>
  new PermanentError('conflict', 'version-ended', {
    zh: '没有这个版本，或它已经停用。',
    en: 'There is no such version, or it has ended already.',
  });

export const sheetUnknown = (): PermanentError =>
  new PermanentError('not-found', 'sheet-unknown', {
    zh: '文件里没有这个工作表，或所选的表头行是空的。',
    en: 'The file has no such sheet, or the picked row is empty.',
  });

export const notRefused = (): PermanentError =>
  new PermanentError('conflict', 'batch-not-refused', {
    zh: '只有未能导入的文件可以重新导入。',
    en: 'Only a file that was refused can be run again.',
  });

export const sampleGone = (): PermanentError =>
  new PermanentError('not-found', 'sample-unknown', {
    zh: '没有这份样例文件，请重新选择。',
    en: 'There is no such sample file; choose it again.',
  });
