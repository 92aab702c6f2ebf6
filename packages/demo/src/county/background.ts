import { addDays, addMonths, quarterStart, type Day } from '@miaotou/domain';
import {
  type Employer,
  type Happenings,
  type Random,
  anyEmployer,
  anyPerson,
  complaintText,
  daysIn,
  matterText,
  platforms,
  questionText,
  seasonOf,
  spanText,
  taxes,
  timeOn,
  wages,
} from '../ground/index.js';

/** The span of time and the employers to tell of. */
export interface Scene {
  readonly from: Day;
  readonly until: Day;
  readonly months: readonly Day[];
  readonly employers: readonly Employer[];
  readonly happenings: Happenings;
}

/** Ordinary happenings of a mean day; 3,000 employers are the measure. */
const daily = {
  hotline: 3.6,
  inspection: 0.75,
  clue: 1.1,
  arbitration: 0.75,
  petition: 0.33,
  mediation: 0.9,
  post: 1.5,
} as const;

/** Months of wages owed where nothing worse is told: most are a month late, as in an ordinary county. */
const monthsOwed = (random: Random): number => (random.chance(0.05) ? 2 : 1);

function complaintsOf(random: Random, scene: Scene, day: Day, rate: number): void {
  const { employers, happenings } = scene;
  for (let n = random.poisson(daily.hotline * rate); n > 0; n -= 1) {
    const employer = random.chance(0.92) ? anyEmployer(random, employers) : null;
    const asks = random.chance(0.22);
    happenings.hotline.push({
      at: timeOn(random, day),
      kind: asks ? random.pick(['咨询', '建议']) : random.pick(['投诉', '投诉', '求助', '举报']),
      person: anyPerson(random),
      content: asks ? questionText(random) : complaintText(random),
      employer,
      townName: (employer ?? random.pick(employers)).townName,
      daysToClose: random.int(2, 18),
    });
  }
  for (let n = random.poisson(daily.inspection * rate); n > 0; n -= 1) {
    const persons = random.pick([1, 1, 1, 1, 2, 2, 3]);
    const months = monthsOwed(random);
    happenings.inspections.push({
      employer: random.pick(employers),
      on: day,
      person: anyPerson(random),
      persons,
      matter: matterText(random, day, months),
      amount: wages(random, persons, months),
      filed: random.chance(0.3),
      daysToClose: random.int(8, 55),
    });
  }
  for (let n = random.poisson(daily.clue * rate); n > 0; n -= 1) {
    const months = monthsOwed(random);
    const employer = random.pick(employers);
    const person = anyPerson(random);
    const both = random.chance(0.2);
    if (both) {
      // The same worker called the hotline as well: one person on two channels.
      happenings.hotline.push({
        at: timeOn(random, day),
        kind: '投诉',
        person,
        content: '拖欠工资，已在欠薪线索平台反映',
        employer,
        townName: employer.townName,
        daysToClose: random.int(2, 18),
      });
    }
    happenings.clues.push({
      employer,
      at: timeOn(random, day),
      person,
      span: spanText(random, day, months),
      amount: wages(random, 1, months),
      finding: random.pick(['属实，已支付', '属实，已支付', '不属实', '查无此项目', '重复线索', '']),
      daysToClose: random.int(5, 30),
    });
    const [call, clue] = [happenings.hotline.at(-1), happenings.clues.at(-1)];
    if (both && call !== undefined && clue !== undefined)
      happenings.quarrels.push({ employer, reports: [call, clue] });
  }
}

function casesOf(random: Random, scene: Scene, day: Day, rate: number): void {
  const { employers, happenings } = scene;
  for (let n = random.poisson(daily.arbitration * rate); n > 0; n -= 1) {
    const workers = random.pick([1, 1, 1, 1, 1, 2, 2, 3]);
    const closeReason = random.pick(['调解', '调解', '调解', '裁决', '裁决', '撤回']);
    happenings.cases.push({
      employer: random.pick(employers),
      receivedOn: day,
      acceptedOn: addDays(day, random.int(1, 5)),
      applicant: anyPerson(random),
      workers,
      cause: random.pick([
        '追索劳动报酬',
        '追索劳动报酬',
        '经济补偿',
        '违法解除劳动合同',
        '工伤待遇',
        '确认劳动关系',
        '社会保险',
      ]),
      amount: wages(random, workers, random.int(1, 4)),
      collective: false,
      migrant: random.chance(0.35),
      closedOn: addDays(day, random.int(15, 58)),
      closeReason,
      sued: closeReason === '裁决' && random.chance(0.3),
    });
  }
  for (let n = random.poisson(daily.petition * rate); n > 0; n -= 1) {
    const employer = random.chance(0.8) ? random.pick(employers) : null;
    happenings.petitions.push({
      employer,
      on: day,
      form: random.pick(['来信', '来访', '来访', '来电', '网上']),
      person: anyPerson(random),
      persons: random.pick([1, 1, 1, 1, 2, 2, 3]),
      townName: (employer ?? random.pick(employers)).townName,
      content: complaintText(random),
      visited: '县信访局',
    });
  }
  for (let n = random.poisson(daily.post * rate); n > 0; n -= 1) {
    const employer = random.chance(0.3) ? anyEmployer(random, employers) : null;
    const reads = random.int(20, 2_400);
    happenings.posts.push({
      at: timeOn(random, day),
      platform: random.pick(platforms),
      title: random.pick([
        '惠来用工招聘信息汇总',
        '网友反映拖欠工资',
        '工厂加班费怎么算',
        '老板说年后发工资',
      ]),
      employer,
      townName: (employer ?? random.pick(employers)).townName,
      sentiment: random.pick(['中性', '中性', '中性', '正面', '负面'] as const),
      reads,
      comments: Math.floor(reads / random.int(30, 90)),
      shares: Math.floor(reads / random.int(60, 200)),
      assessment: '',
    });
  }
}

function mediationsOf(random: Random, scene: Scene, day: Day, rate: number): void {
  const { employers, happenings } = scene;
  for (let n = random.poisson(daily.mediation * rate); n > 0; n -= 1) {
    const employer = anyEmployer(random, employers);
    const workers = random.pick([1, 1, 1, 2, 2, 4]);
    happenings.mediations.push({
      employer,
      organisation: random.chance(0.3)
        ? '惠来县劳动争议联合调解中心'
        : `${employer.townName}劳动争议调解委员会`,
      acceptedOn: day,
      applicant: anyPerson(random).name,
      workers,
      cause: random.pick(['追索劳动报酬', '追索劳动报酬', '经济补偿', '社会保险', '工伤待遇']),
      amount: wages(random, workers, random.int(1, 3)),
      concludedOn: addDays(day, random.int(3, 14)),
      outcome: random.pick(['调解成功', '调解成功', '达成协议', '调解不成', '撤回申请']),
    });
  }
}

function taxesOf(random: Random, scene: Scene): void {
  const { employers, months, happenings } = scene;
  const debtors = employers.filter(() => random.chance(0.03));
  for (const employer of debtors) {
    const start = random.int(0, months.length - 1);
    const length = random.int(1, 7);
    const tax = random.pick(taxes);
    const owed = random.int(8, 900) * 100_00;
    months.slice(start, start + length).forEach((month, i) => {
      happenings.taxDues.push({
        employer,
        month,
        tax,
        due: owed + random.int(0, 40) * 100_00,
        paid: random.int(0, 40) * 100_00,
        lateFee: Math.round(owed * 0.0005 * 30 * (i + 1)),
        monthsOwed: i + 1,
      });
    });
  }
  const quarters = [...new Set(months.map(quarterStart))];
  for (const quarter of quarters) {
    for (const employer of employers.filter(() => random.chance(0.006))) {
      const fresh = random.int(3, 300) * 1_000_00;
      const tax = random.pick(taxes);
      happenings.taxNotices.push({ employer, quarter, tax, balance: fresh, fresh });
    }
  }
}

function debtsOf(random: Random, scene: Scene): void {
  const last = scene.months.length - 1;
  for (const employer of scene.employers) {
    if (!random.chance(0.12)) continue;
    const start = random.int(0, last);
    const end = Math.min(last, start + (random.chance(0.02) ? 2 : random.pick([0, 0, 0, 1])));
    const [from, to] = [scene.months[start], scene.months[end]];
    if (from !== undefined && to !== undefined) scene.happenings.insuranceDebts.push({ employer, from, to });
  }
}

/** What an ordinary county lives through: with the seasons, more year by year, and without any planted story. */
export function fillBackground(random: Random, scene: Scene): void {
  const scale = scene.employers.length / 3000;
  const complaints = random.fork('complaints');
  const cases = random.fork('cases');
  const mediations = random.fork('mediations');
  for (const day of daysIn(scene.from, scene.until)) {
    const yearsIn = (Date.parse(day) - Date.parse(scene.from)) / (365 * 86_400_000);
    const rate = scale * seasonOf(day) * (1 + 0.07 * yearsIn);
    complaintsOf(complaints, scene, day, rate);
    casesOf(cases, scene, day, rate);
    mediationsOf(mediations, scene, day, rate);
  }
  taxesOf(random.fork('taxes'), scene);
  debtsOf(random.fork('debts'), scene);
}

/** First days of the months from `from` on, the month of the last told day included. */
export function monthsBetween(from: Day, until: Day): Day[] {
  const months: Day[] = [];
  for (let month = from; month < until; month = addMonths(month, 1)) months.push(month);
  return months;
}
