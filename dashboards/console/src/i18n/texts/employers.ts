/** Texts of the pages of `employers`. */
export const zh = {
  employer: {
    uscc: '统一社会信用代码',
    industry: '行业',
    registration: '登记情况',
    standing: { registered: '登记单位', named: '仅有名称' },
    alerts: '预警',
    noAlerts: '没有预警。',
    indicators: '指标走势',
    noIndicators: '没有指标数据。',
    events: '事件',
    noEvents: '没有事件记录。',
    rowLink: '批次第 {{row}} 行',
    noFigure: '无数据',
    latest: '最近一期 {{period}}',
  },
};

export const en: typeof zh = {
  employer: {
    uscc: 'Unified social credit code',
    industry: 'Industry',
    registration: 'Registration',
    standing: { registered: 'registered', named: 'known by name only' },
    alerts: 'Alerts',
    noAlerts: 'No alerts.',
    indicators: 'Indicators',
    noIndicators: 'No indicator data.',
    events: 'Events',
    noEvents: 'No events.',
    rowLink: 'batch row {{row}}',
    noFigure: 'no figure',
    latest: 'latest, {{period}}',
  },
};
