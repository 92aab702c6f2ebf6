import type { SettingBody, SettingFault } from '@miaotou/contracts';
import { responsePlans, tierRank } from '@miaotou/domain';
import type { AlertTier, ServiceSpan } from '@miaotou/domain';

/** Minutes of a span, a working day as a day: only to compare tiers of one step. */
const minutesOf = ({ amount, unit }: ServiceSpan): number =>
  amount * { minute: 1, hour: 60, workday: 1_440 }[unit];

const fault = (path: string, code: string, zh: string, en: string): SettingFault => ({
  path,
  code,
  message: { zh, en },
});

function repeated(values: readonly string[]): readonly number[] {
  return values.flatMap((value, at) => (values.indexOf(value) === at ? [] : [at]));
}

/** Faults of response plans: nothing that a rule names may be missing, no code stands twice, a graver tier asks for no more time. */
export function checkPlans({ plans, bindings }: SettingBody<'response-plans'>): SettingFault[] {
  const faults: SettingFault[] = [];
  const codes = new Set(plans.map(({ code }) => code));
  for (const at of repeated(plans.map(({ code }) => code))) {
    faults.push(
      fault(`plans.${at}.code`, 'code-repeated', '代码与另一预案相同', 'Another plan has this code'),
    );
  }
  for (const { code, name } of responsePlans.filter((one) => !codes.has(one.code))) {
    faults.push(
      fault(
        'plans',
        'plan-missing',
        `缺少规则使用的预案 ${code}（${name.zh}）`,
        `Plan ${code} (${name.en}), which rules name, is missing`,
      ),
    );
  }
  plans.forEach(({ steps }, at) => {
    for (const nth of repeated(steps.map(({ code }) => code))) {
      faults.push(
        fault(
          `plans.${at}.steps.${nth}.code`,
          'step-repeated',
          '步骤代码与同一预案的另一步骤相同',
          'Another step of the plan has this code',
        ),
      );
    }
    steps.forEach(({ within }, nth) => {
      const told = (Object.entries(within) as [AlertTier, ServiceSpan][]).toSorted(
        ([a], [b]) => tierRank(a) - tierRank(b),
      );
      const slower = told.find(([, span], place) => {
        const weaker = told[place - 1];
        return weaker !== undefined && minutesOf(span) > minutesOf(weaker[1]);
      });
      if (slower === undefined) return;
      faults.push(
        fault(
          `plans.${at}.steps.${nth}.within.${slower[0]}`,
          'graver-slower',
          '更高等级的时限不能更长',
          'A graver tier cannot ask for more time',
        ),
      );
    });
  });
  const taken = new Set<string>();
  bindings.forEach(({ rule, tiers, plan }, at) => {
    if (!codes.has(plan)) {
      faults.push(
        fault(`bindings.${at}.plan`, 'plan-unknown', `没有预案 ${plan}`, `There is no plan ${plan}`),
      );
    }
    for (const tier of tiers) {
      const key = `${rule} ${tier}`;
      if (taken.has(key)) {
        faults.push(
          fault(
            `bindings.${at}.tiers`,
            'binding-repeated',
            '同一规则同一等级绑定了两次',
            'The rule is bound twice at this tier',
          ),
        );
      }
      taken.add(key);
    }
  });
  return faults;
}
