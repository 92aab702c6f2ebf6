import type { Problem } from '@miaotou/contracts';
import { PermanentError } from '../shared/index.js';

/** A refusal as it is stored with its batch. */
export function problemOf(error: PermanentError): Problem {
  const { code, text, place } = error;
  return { code, message: { ...text }, ...(place === undefined ? {} : { place }) };
}

export const noBatch = (): PermanentError =>
  new PermanentError('not-found', 'batch-not-found', {
    zh: '没有这个导入批次。',
    en: 'There is no such import.',
  });

export const noRows = (fileName: string): PermanentError =>
  new PermanentError(
    'invalid',
    'header-only',
    {
      zh: '文件里只有表头，没有数据行；本期确无数据时请勿报送空表。',
      en: 'The file has a header and no data rows; send nothing where there is nothing to report.',
    },
    { file: fileName },
  );

/** Something broke that the sender cannot mend; the details are in the log. */
export const brokenProblem: Problem = {
  code: 'import-failed',
  message: {
    zh: '处理该文件时程序出错，文件已保存，未写入任何数据；请联系管理员后重新导入。',
    en: 'The program failed on this file. The file is kept and nothing of it was written; tell the administrator and import it again.',
  },
};
