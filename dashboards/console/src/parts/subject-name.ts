import { findIndustrySection, findRegion } from '@miaotou/domain';
import type { Bilingual, SubjectKind } from '@miaotou/domain';
import { useSay } from '../i18n/index.js';

/** Of whom an alert tells. */
export interface Subject {
  readonly subjectKind: SubjectKind;
  readonly subjectId: string;
  readonly subjectName: string;
}

function knownName({ subjectKind, subjectId }: Subject): Bilingual | undefined {
  if (subjectKind === 'town' || subjectKind === 'county') return findRegion(subjectId)?.name;
  return subjectKind === 'industry' ? findIndustrySection(subjectId)?.name : undefined;
}

/** Names subjects in the reader's language where they have a name in each; employers have one name only. */
export function useSubjectName(): (subject: Subject) => string {
  const say = useSay();
  return (subject) => {
    const name = knownName(subject);
    return name === undefined ? subject.subjectName : say(name);
  };
}
