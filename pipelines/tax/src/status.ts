import { ManifestSchema, attributesOf, textCell, type Layout } from '@miaotou/contracts';
import { monthStart } from '@miaotou/domain';
import { taxOffice } from './office.js';

const manifest = ManifestSchema.parse({
  source: 'tax',
  layout: 'tax-status',
  version: 1,
  name: { zh: '非正常户和走逃失踪名单', en: 'List of abnormal and absconded taxpayers' },
  office: taxOffice,
  formats: ['xlsx', 'csv'],
  cycle: { every: 'none' },
  periodField: 'decidedOn',
  key: ['uscc', 'name', 'status', 'decidedOn'],
  employer: { uscc: 'uscc', name: 'name', place: 'place' },
  columns: [
    { field: 'name', header: '纳税人名称', aliases: ['单位名称', '企业名称'], type: 'text', required: true },
    {
      field: 'uscc',
      header: '纳税人识别号',
      aliases: ['统一社会信用代码'],
      type: 'uscc',
      present: true,
    },
    { field: 'place', header: '经营地点', aliases: ['经营地址', '所属乡镇'], type: 'text' },
    {
      field: 'status',
      header: '认定类型',
      aliases: ['纳税人状态', '认定状态'],
      type: 'choice',
      required: true,
      choices: {
        非正常户: 'abnormal',
        非正常: 'abnormal',
        走逃: 'absconded',
        失踪: 'absconded',
        走逃失踪: 'absconded',
        '走逃(失联)': 'absconded',
        失联: 'absconded',
      },
    },
    { field: 'decidedOn', header: '认定日期', aliases: ['公告日期'], type: 'day', required: true },
  ],
});

/** One taxpayer found abnormal or absconded: a dated notice, and the flag TAX04 in its month. */
export const taxStatus: Layout = {
  manifest,
  delivers: ['TAX04'],
  map(rows) {
    const listed = rows.flatMap((row) => {
      const occurredAt = textCell(row, 'decidedOn');
      const noticeKind = textCell(row, 'status');
      const who = textCell(row, 'uscc') ?? textCell(row, 'name');
      return occurredAt === null || noticeKind === null ? [] : [{ row, occurredAt, noticeKind, who }];
    });
    return {
      observations: listed.map(({ row, occurredAt }) => ({
        indicator: 'TAX04',
        period: monthStart(occurredAt),
        value: 1,
        row: row.row,
      })),
      events: listed.map(({ row, occurredAt, noticeKind, who }) => ({
        kind: 'tax-notice' as const,
        key: [occurredAt, who, noticeKind].join(':'),
        occurredAt,
        persons: null,
        amountFen: null,
        months: null,
        personKeys: [],
        attributes: attributesOf({ noticeKind }),
        row: row.row,
      })),
    };
  },
};
