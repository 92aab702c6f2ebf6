import { findRegion, usccCheckDigit } from '@miaotou/domain';
import type { Employer, Industry, Person } from './model.js';
import type { Random } from './random.js';

/** Lines of business of the county (industries of the plan and of the place), with their share. */
export const industries: readonly Industry[] = [
  {
    tag: 'IT3',
    text: '建筑业',
    words: ['建筑工程', '建设工程', '建筑劳务', '市政工程'],
    weight: 14,
    size: 26,
  },
  { tag: 'IT10', text: '纺织服装', words: ['制衣', '服装', '针织', '五金制品'], weight: 22, size: 24 },
  { tag: 'IT4', text: '电子制造', words: ['电子', '塑胶', '玩具'], weight: 10, size: 34 },
  { tag: 'IT8', text: '水产加工', words: ['水产', '海产品', '鲍鱼养殖'], weight: 13, size: 16 },
  { tag: 'IT9', text: '农产品加工', words: ['食品', '果蔬', '罐头'], weight: 11, size: 20 },
  { tag: 'IT6', text: '石化检维修', words: ['石化工程', '检修服务', '防腐保温'], weight: 6, size: 60 },
  { tag: 'IT7', text: '海工装备', words: ['风电设备', '海工装备'], weight: 3, size: 80 },
  { tag: 'IT11', text: '餐饮业', words: ['餐饮管理', '酒楼', '食府'], weight: 13, size: 9 },
  { tag: 'IT2', text: '互联网平台', words: ['网络科技', '配送服务', '供应链'], weight: 8, size: 15 },
];

/** Share of employers by town or zone: the county seat, the old market towns and the industrial zones lead. */
const towns: readonly (readonly [code: string, weight: number])[] = [
  ['445224100', 24],
  ['445224110', 14],
  ['445224114', 9],
  ['445224107', 7],
  ['445224104', 6],
  ['445224103', 4],
  ['445224106', 4],
  ['445224102', 4],
  ['445224105', 3],
  ['445224108', 4],
  ['445224109', 3],
  ['445224111', 3],
  ['445224112', 3],
  ['445224113', 2],
  ['445224115', 2],
  ['445224401', 0.4],
  ['445224403', 0.3],
  ['445224404', 0.2],
  ['zone-dananhai', 5],
  ['zone-lingang', 3],
];

/** Characters of made-up trade names; three in a row name nobody. */
const nameCharacters = [...'鑫隆盛泰昌裕恒瑞祥腾骏辉煌嘉誉锦绣凯润丰沃庆澜岚皓曜璟芸蔚彬栩熠砚'];
const forms = ['有限公司', '有限公司', '有限公司', '有限责任公司', '(普通合伙)'];

function weighted<T>(random: Random, list: readonly (readonly [T, number])[]): T {
  let rest = random.next() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of list) if ((rest -= weight) < 0) return item;
  const [first] = list;
  if (first === undefined) throw new RangeError('nothing to pick from');
  return first[0];
}

const bodyWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Ninth character of an organisation code 组织机构代码 (GB 11714, mod 11); digits only, a letter A counts 10. */
function organisationCheck(body: string): string {
  const sum = [...body].reduce(
    (total, char, i) => total + Number.parseInt(char, 36) * (bodyWeights[i] ?? 0),
    0,
  );
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : String(check % 11);
}

/**
 * The code of the n-th made-up employer. Division 990000 does not exist in GB/T 2260, so no registration authority can
 * ever have given such a code; all check digits are right.
 */
export function syntheticUscc(n: number): string {
  const body = `A${String(n).padStart(7, '0')}`;
  const first17 = `91990000${body}${organisationCheck(body)}`;
  return `${first17}${usccCheckDigit(first17)}`;
}

const surnames = [...'林陈黄郑方吴李张王刘许蔡卢谢翁詹唐朱杨周'];
const givenNames = [...'某甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申'];

/** The n-th made-up worker: no such identity division, phone block or card exists. */
export function syntheticPerson(n: number): Person {
  const tail = String(n % 100_000).padStart(5, '0');
  const surname = surnames[n % surnames.length] ?? '林';
  const given = givenNames[Math.floor(n / surnames.length) % givenNames.length] ?? '某';
  return {
    name: `${surname}${given}`,
    phone: `190000${tail}`,
    idNumber: `999999190001${tail.slice(0, 2)}0${tail.slice(2)}`,
    bankCard: `620000000000${tail}0`,
  };
}

function sizeOf(random: Random, industry: Industry): number {
  // Roughly log-normal: most employers are small, a few hold hundreds.
  const spread = random.next() + random.next() + random.next() + random.next() - 2;
  return Math.max(3, Math.min(900, Math.round(industry.size * Math.exp(spread * 1.5))));
}

/** Made-up employers with codes that nobody holds, in towns and industries of the county. */
export function makeEmployers(random: Random, count: number): Employer[] {
  const taken = new Set<string>();
  const byWeight = industries.map((industry) => [industry, industry.weight] as const);
  return Array.from({ length: count }, (_, index) => {
    const industry = weighted(random, byWeight);
    const town = weighted(random, towns);
    let name = '';
    do {
      const trade = Array.from({ length: 3 }, () => random.pick(nameCharacters)).join('');
      const bracketed = random.chance(0.06) ? '（惠来）' : '';
      const prefix = bracketed === '' ? random.pick(['惠来县', '惠来县', '揭阳市', '广东']) : '';
      name = `${prefix}${trade}${bracketed}${random.pick(industry.words)}${random.pick(forms)}`;
    } while (taken.has(name));
    taken.add(name);
    return {
      index,
      uscc: syntheticUscc(index + 1),
      name,
      town,
      townName: findRegion(town)?.name.zh ?? '惠城镇',
      industry,
      headcount: sizeOf(random, industry),
    };
  });
}
