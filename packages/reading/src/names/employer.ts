import { clausesOf } from '../words/index.js';

const kinds =
  '有限责任公司|股份有限公司|有限公司|分公司|子公司|总公司|集团公司|公司|集团|项目部|施工队|劳务队|建筑队|合作社|工作室|经营部|加工厂|制衣厂|服装厂|鞋厂|电子厂|砖厂|厂|工地|酒店|宾馆|饭店|餐厅|餐饮店|超市|商行|门店|驾校|学校|幼儿园|小学|中学|医院|卫生院|农场|林场|渔船|银行|事务所|培训中心|服务中心|矿业|制衣|网吧|山庄|会所|KTV|商场|美容院|理发店|菜馆|大排档';
const organisation = new RegExp(
  String.raw`[\p{Script=Han}A-Za-z0-9()·&.-]{2,40}?(?:${kinds})(?:(?:${kinds}|[A-Za-z0-9()\p{Script=Han}]{2,12}?(?:分公司|项目部)))*`,
  'gu',
);

/** Words before a name that do not belong to it; what follows the last of them is the name. */
const lead =
  /^.*(?:投诉|举报|反映|控诉|关于|请求|要求|督促|恳请|位于|在于|是在|我在|我们在|入职|进入|就职于?|受雇于|任职于?|应聘到?|离开|人在|来到|到了?|去了?|被|由|向|给|给予|因为|由于|因|但是|可是|而且|而|就是|是|为|与|和|及|叫做?|名叫|名为|说|称|我们的?|我是|本人|老板|拖欠|隶属|属于|承包|分包|承建|挂靠|通过|经|把|将|让|对|个|家|间|这|那|该|此|在|于|从|的|等|帮|有(?!限)|找|所以|但|回|下面|自动|工资\d*以|\d月)(?=.)/u;
/** Words that name no employer of their own. */
const general =
  /^(?:本|该|此|贵|我|你|他|这|那|各|某|一|两|几|全|大|小|总|分|子|母|其|所有|任何|其他|其它|建筑|施工|劳务|物业|私营|民营|国有|外资|用人|用工|承包|装修|保险|房产|中介|派遣|人力资源|工程|服装|电子|餐饮|快递|外卖|开发|上市|多家|附近|当地|工业园|学|住|机|农|商|饭|工|矿|酒|制|鞋|砖|加|集)*(?:公司|集团|厂|工地|酒店|学校|医院|超市|饭店|餐厅|项目部|施工队|银行|小学|中学|幼儿园|农场|商场|门店|工程项目部|驾校|卫生院|工厂|网吧|宾馆)$/u;

/** Offices and persons that a letter speaks of are no employers in it. */
const office = /他|她|我|劳动局|监察|政府|人社|法院|派出所|银行$|业务员/u;

function nameIn(clause: string): string | null {
  for (const [match] of clause.matchAll(organisation)) {
    const name = match.replace(lead, '').replace(/^[)\d.·-]+/u, '');
    if (name.length >= 4 && !general.test(name) && !office.test(name)) return name;
  }
  return null;
}

/** The employer as a text names it: the first organisation's name in it, trimmed of the words before. Null when none. */
export function employerNamed(text: string): string | null {
  const names = clausesOf(text).flatMap((clause) => {
    const name = nameIn(clause);
    return name === null ? [] : [name];
  });
  // A legal form makes the name certain; letters often name a site first and its company later.
  const [first] = names;
  return names.find((name) => name.endsWith('公司')) ?? first ?? null;
}
