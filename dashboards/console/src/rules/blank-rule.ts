/** What a new rule begins with: every part that a rule has, on an example. */
export const blankRule = `id: R90
slug: new-rule
version: 1
name: { zh: 新规则, en: New rule }
description:
  zh: 说明这条规则看什么、为什么。
  en: What this rule looks at, and why.
subject: employer
families: [complaints]
features:
  items:
    event: complaint
    take: count
    window: 30d
    label: { zh: 30日内投诉举报件数, en: Complaints in 30 days }
thresholds:
  items: { blue: 2, yellow: 3, orange: 5, red: 10 }
when: items >= t.items
sentence:
  zh: 30日内投诉举报{items}件。
  en: '{items} complaints within 30 days.'
plan: RP-A
effective: { from: 2026-01-01 }
`;
