/** What somebody does or threatens: words of unrest and harm, with their weight for the strength of a post (PO04). */
export interface DangerWord {
  readonly word: string;
  readonly pattern: RegExp;
  /** 1 talk of it, 2 unrest, 3 life at risk. */
  readonly weight: 1 | 2 | 3;
}

/** Danger words; each pattern leaves out what only sounds like it (跳楼价, 跳楼机, a lift that 罢工). */
export const dangerWords: readonly DangerWord[] = [
  { word: '跳楼', pattern: /跳(?:下?楼|河|桥|江|海)(?!价|机|甩|大?[减促抛清]|处理|[的之]?价)/u, weight: 3 },
  {
    word: '自杀',
    pattern: /自杀|轻生|寻短见|自焚|自残|割腕|喝农药|服毒|以死|同归于尽|不想活|活不下去/u,
    weight: 3,
  },
  { word: '爬塔吊', pattern: /[爬登上](?:上|到)?(?:塔吊|吊塔|天台|楼顶|高压线|脚手架)/u, weight: 3 },
  {
    word: '打人',
    pattern:
      /(?:殴打|打伤|砍伤|持刀|持械|威胁).{0,8}(?:工人|民工|员工|我|讨|职工)|(?:工人|民工|员工|职工|讨薪).{0,12}(?:被打|殴打|打伤|砍伤|威胁)/u,
    weight: 3,
  },
  {
    word: '堵门',
    pattern:
      /堵(?:住|了|公司|厂|工厂|工地|政府|项目部|单位)*(?:大门|厂门|门口?|路口|公路|国道)|围堵|堵路|拦路|拦车|封门|锁门/u,
    weight: 2,
  },
  { word: '拉横幅', pattern: /(?:拉|打|举|挂)(?:着|起|出|了)?(?:白?横幅|白布|标语)/u, weight: 2 },
  { word: '罢工', pattern: /罢工|集体停工|集体停产|怠工|停工(?:抗议|讨|聚集)|罢运|罢市/u, weight: 2 },
  {
    word: '聚集',
    pattern:
      /聚众|(?:集体|聚集|几十|上百|数百|\d+多?)(?:人|名|个)?.{0,6}(?:聚集|静坐|示威|游行|闹事)|静坐|示威|游行|闹事|集体讨薪|群体性/u,
    weight: 2,
  },
  {
    word: '上访',
    pattern: /(?:集体|越级|群体|进京|赴省|到北京|到省)上?访|群访|集访|上访|信访局/u,
    weight: 1,
  },
  {
    word: '跑路',
    pattern:
      /跑路(?!费)|卷款|卷走|人去楼空|逃匿|(?:老板|包工头|工头|负责人|法人|公司).{0,8}(?:失联|联系不上|找不到人|不见了|逃跑|跑了)|(?:联系|找)不[到上](?:老板|包工头|工头|负责人|法人|公司)/u,
    weight: 2,
  },
  {
    word: '讨薪',
    pattern: /讨薪|恶意(?:欠薪|拖欠.{0,8}(?:工资|薪))|讨要?(?:工资|工钱|血汗)|追讨(?:工资|欠薪)/u,
    weight: 1,
  },
];
