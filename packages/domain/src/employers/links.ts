import type { Bilingual } from '../vocabulary/index.js';

/** How one employer belongs to another without being it: `from` is what the word says, of `to`. */
export const employerLinkKinds = ['branch', 'project', 'dispatch', 'contracting'] as const;
export type EmployerLinkKind = (typeof employerLinkKinds)[number];

export const employerLinkTexts: Readonly<Record<EmployerLinkKind, Bilingual>> = {
  branch: { zh: '分公司或分支机构', en: 'Branch' },
  project: { zh: '项目部', en: 'Project department' },
  dispatch: { zh: '劳务派遣单位', en: 'Dispatching agency' },
  contracting: { zh: '分包单位', en: 'Subcontractor' },
};
