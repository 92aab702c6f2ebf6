import { PermanentError } from '../shared/index.js';

export const notOpen = (fileName: string, sheet: string, row: number): PermanentError =>
  new PermanentError(
    'conflict',
    'row-not-open',
    {
      zh: '该行不在待处理的隔离行之中，可能已被他人处理。',
      en: 'This row is not among the open quarantined rows; somebody may have dealt with it.',
    },
    { file: fileName, sheet, row },
  );

export const changedSince = (fileName: string, sheet: string, row: number): PermanentError =>
  new PermanentError(
    'conflict',
    'row-changed',
    {
      zh: `第 ${row} 行在您打开之后已被他人更改，请刷新后再处理。`,
      en: `Row ${row} was changed by somebody after you opened it; load it again first.`,
    },
    { file: fileName, sheet, row },
  );

export const groupChanged = (): PermanentError =>
  new PermanentError('conflict', 'group-changed', {
    zh: '这一组的待处理行数与预览时不同，请重新预览后再应用。',
    en: 'The number of rows in this group is no longer the one that was previewed; preview it again.',
  });

export const notMappable = (): PermanentError =>
  new PermanentError('invalid', 'field-not-mappable', {
    zh: '该列不存在或含个人信息，不能按对照更正，请逐行更正。',
    en: 'This column is unknown or holds personal data; correct its rows one by one.',
  });

export const nothingMapped = (): PermanentError =>
  new PermanentError('invalid', 'mapping-without-rows', {
    zh: '没有待处理的行符合这条对照。',
    en: 'No row that waits fits this mapping.',
  });

export const noCorrection = (): PermanentError =>
  new PermanentError('not-found', 'correction-not-found', {
    zh: '没有这次更正。',
    en: 'There is no such correction.',
  });

export const undoneAlready = (): PermanentError =>
  new PermanentError('conflict', 'correction-undone', {
    zh: '该更正已经撤销、正在撤销或尚未完成，不能再撤销。',
    en: 'This correction was taken back already, is being taken back, or is not done yet.',
  });

export const noMapping = (): PermanentError =>
  new PermanentError('not-found', 'mapping-not-found', {
    zh: '没有这条在用的取值对照。',
    en: 'There is no such mapping in force.',
  });

export const nothingWaits = (): PermanentError =>
  new PermanentError('conflict', 'nothing-waits', {
    zh: '该批次没有待处理的隔离行，无需退回。',
    en: 'No row of this delivery waits; there is nothing to send back.',
  });
