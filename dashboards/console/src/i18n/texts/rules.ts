/** Texts of the pages of `rules`. */
export const zh = {
  rules: {
    title: '规则',
    empty: '还没有发布规则。',
    when: '条件',
    thresholds: '分级门槛',
    live: '现有预警',
    version: '第 {{version}} 版',
    abstaining: '对 {{count}} 个对象暂不判断',
    able: '正常判断',
    noThresholds: '条件直接定级',
  },
};

export const en: typeof zh = {
  rules: {
    title: 'Rules',
    empty: 'No rule has been published.',
    when: 'Condition',
    thresholds: 'Thresholds by tier',
    live: 'Live alerts',
    version: 'version {{version}}',
    abstaining: '{{count}} subject(s) not judged',
    able: 'Judging',
    noThresholds: 'The condition gives the tier',
  },
};
