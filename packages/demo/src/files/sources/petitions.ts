import { addDays } from '@miaotou/domain';
import { type County, type Random } from '../../ground/index.js';
import { chunksOf, withEnded } from '../chunks.js';
import { deliver, type Delivery } from '../delivery.js';
import { petitionNumbers } from '../register-numbers.js';

/** Days until the answer: well within the 60 of the rules. */
const daysToAnswer = 42;

/** Where petitions are sent: to the bureau, or on into a procedure. */
const organs = [
  '惠来县人力资源和社会保障局',
  '惠来县人力资源和社会保障局',
  '惠来县劳动保障监察大队',
] as const;

/** Registers of the petition bureau. */
export function petitionFiles(county: County, random: Random, planted: ReadonlySet<string>): Delivery[] {
  const all = county.happenings.petitions;
  const numbers = petitionNumbers(county);
  return chunksOf(county, { tail: 2, delay: 8, running: true }).flatMap((chunk) => {
    const rows = withEnded(
      all,
      chunk,
      3,
      ({ on }) => on,
      ({ on }) => addDays(on, daysToAnswer),
    );
    if (rows.length === 0) return [];
    return [
      deliver(random, {
        source: 'petitions',
        layout: 'petition-register',
        fileName: `信访事项登记表${chunk.label}.xlsx`,
        receivedOn: chunk.receivedOn,
        format: 'xlsx',
        title: '惠来县劳动类信访事项登记表',
        planted,
        columns: [
          { header: '信访编号' },
          { header: '登记时间', role: 'day' },
          { header: '信访形式' },
          { header: '信访人' },
          { header: '人数' },
          { header: '是否集体' },
          { header: '住址' },
          { header: '联系电话' },
          { header: '问题属地', role: 'town' },
          { header: '内容分类' },
          { header: '反映内容' },
          { header: '信访目的' },
          { header: '被反映单位', role: 'name' },
          { header: '到访机关' },
          { header: '去向机关' },
          { header: '受理告知时间', role: 'day' },
          { header: '办理期限', role: 'day' },
          { header: '答复意见时间', role: 'day' },
          { header: '办理结果' },
        ],
        rows: rows.map((petition) => {
          const answeredOn = addDays(petition.on, daysToAnswer);
          const answered = answeredOn < chunk.to;
          return [
            numbers.get(petition) ?? '',
            { day: petition.on },
            petition.form,
            petition.person.name,
            petition.persons,
            petition.persons >= 5 ? '是' : '否',
            `惠来县${petition.townName}`,
            petition.person.phone,
            petition.townName,
            '申诉求决',
            petition.content,
            '解决工资待遇',
            petition.employer?.name ?? '',
            petition.visited,
            organs[petition.persons % organs.length] ?? organs[0],
            { day: addDays(petition.on, 9) },
            { day: addDays(petition.on, 60) },
            answered ? { day: answeredOn } : '',
            answered ? '已办结' : '办理中',
          ];
        }),
      }),
    ];
  });
}
