import { addDays, type Day } from '@miaotou/domain';
import { anyPerson, eveningOn, matterText, spanText, timeOn, wages } from '../ground/index.js';
import type { Stage } from './plot.js';

/** Hotline orders against the employer, spread over the `days` days up to the height. */
export function callHotline(stage: Stage, count: number, days: number, content: string): void {
  for (let i = 0; i < count; i += 1) {
    stage.happenings.hotline.push({
      at: timeOn(stage.random, addDays(stage.at, -(i % days))),
      kind: '投诉',
      person: anyPerson(stage.random),
      content,
      employer: stage.employer,
      townName: stage.employer.townName,
      daysToClose: 15,
    });
  }
}

/** One complaint of so many workers to the inspectors, who find it true. */
export function complainToInspectors(stage: Stage, on: Day, persons: number, months: number): void {
  stage.happenings.inspections.push({
    employer: stage.employer,
    on,
    person: anyPerson(stage.random),
    persons,
    matter: matterText(stage.random, on, months),
    amount: wages(stage.random, persons, months),
    filed: true,
    daysToClose: 50,
  });
}

/** Clues of single workers on the national platform. */
export function sendClues(stage: Stage, days: readonly Day[], months: number): void {
  for (const day of days) {
    stage.happenings.clues.push({
      employer: stage.employer,
      at: timeOn(stage.random, day),
      person: anyPerson(stage.random),
      span: spanText(stage.random, day, months),
      amount: wages(stage.random, 1, months),
      finding: '属实，已责令支付',
      daysToClose: 20,
    });
  }
}

/** A visit of so many people. */
export function visitPetitionBureau(stage: Stage, on: Day, persons: number, content: string): void {
  stage.happenings.petitions.push({
    employer: stage.employer,
    on,
    form: '来访',
    person: anyPerson(stage.random),
    persons,
    townName: stage.employer.townName,
    content,
    visited: '县信访局',
  });
}

/** Negative posts of one evening with this many reads together. */
export function post(stage: Stage, count: number, reads: number, title: string, assessment = ''): void {
  const each = Math.floor(reads / count);
  for (let i = 0; i < count; i += 1) {
    const own = i === 0 ? reads - each * (count - 1) : each;
    stage.happenings.posts.push({
      at: eveningOn(stage.random, stage.at),
      platform: stage.random.pick(['抖音', '微博', '快手', '小红书']),
      title: `${title}（${i + 1}）`,
      employer: stage.employer,
      townName: stage.employer.townName,
      sentiment: '负面',
      reads: own,
      comments: Math.floor(own / 40),
      shares: Math.floor(own / 80),
      assessment: i === 0 ? assessment : '',
    });
  }
}

/** Arbitration cases of one worker each with one common claim, received on the days before the height. */
export function fileCases(stage: Stage, count: number, days: number, cause: string): void {
  for (let i = 0; i < count; i += 1) {
    const receivedOn = addDays(stage.at, -3 - (i % days));
    stage.happenings.cases.push({
      employer: stage.employer,
      receivedOn,
      acceptedOn: addDays(receivedOn, 2),
      applicant: anyPerson(stage.random),
      workers: 1,
      cause,
      amount: wages(stage.random, 1, 3),
      collective: count >= 10,
      migrant: false,
      closedOn: addDays(receivedOn, 44),
      closeReason: '调解',
      sued: false,
    });
  }
}
