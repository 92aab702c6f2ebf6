/** Texts of the pages of `ledger`. */
export const zh = {
  ledger: {
    title: '风险台账',
    empty: '没有符合条件的台账记录。',
    seq: '序号',
    kind: '事项',
    hash: '校验值',
    hashFull: '校验值 {{hash}}',
    previous: '上一条 {{hash}}',
    verify: '校验台账',
    verifying: '正在校验',
    holds: '台账完整：{{count}} 条记录逐条相连，未被改动。',
    broken: '台账在第 {{seq}} 条断开（{{chain}}）：{{reason}}',
    checkedAt: '校验于 {{at}}',
    root: '末条校验值 {{hash}}',
    appendOnly: '只增不改，逐条以校验值相连。',
  },
};

export const en: typeof zh = {
  ledger: {
    title: 'Risk ledger',
    empty: 'No ledger entry matches.',
    seq: 'No.',
    kind: 'Entry',
    hash: 'Hash',
    hashFull: 'Hash {{hash}}',
    previous: 'previous {{hash}}',
    verify: 'Verify the ledger',
    verifying: 'Verifying',
    holds: 'The ledger is whole: {{count}} entries, each linked to the one before, none altered.',
    broken: 'The ledger breaks at entry {{seq}} ({{chain}}): {{reason}}',
    checkedAt: 'verified {{at}}',
    root: 'last hash {{hash}}',
    appendOnly: 'Append-only; each entry is chained to the one before.',
  },
};
