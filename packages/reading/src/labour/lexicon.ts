/** A group of words with one meaning for the class; `lean` says, before any training, which way it points. */
export interface LexiconGroup {
  readonly name: string;
  readonly words: RegExp;
  readonly lean: number;
}

/** What the official class 劳动和社会保障 holds, by its leaves, and what its neighbours hold. */
export const lexicon: readonly LexiconGroup[] = [
  {
    name: '社会保险',
    words:
      /社会?保(?:险|障卡|局|卡|费|基金)?(?!安|障房|护)|医保|医疗保险|新农合|农合|养老保险|失业保险|失业金|工伤保险|生育保险|生育津贴|生育报销|参保|断缴|五险/gu,
    lean: 2,
  },
  {
    name: '退休',
    words: /退休|养老金|内退|病退|提前离岗|买断|下岗|离退/gu,
    lean: 1.5,
  },
  {
    name: '工资',
    words: /工资|薪资|薪水|欠薪|讨薪|底薪|加班费|劳务费|工钱|人工费|劳动报酬|奖金|津贴/gu,
    lean: 1.2,
  },
  {
    name: '劳动关系',
    words:
      /劳动(?:合同|法|仲裁|争议|监察|关系|局|部门|保障|者|保护)|用人单位|劳务派遣|派遣|辞退|辞职|辞工|解除合同|裁员|试用期|同工同酬|编外|聘用|霸王条款/gu,
    lean: 1.5,
  },
  {
    name: '就业培训',
    words:
      /就业|失业|技能培训|职业培训|培训补贴|职业资格|职业技能|技能鉴定|创业补贴|招工|求职|退役士兵安置/gu,
    lean: 1.5,
  },
  {
    name: '工时休假',
    words: /年休?假|产假|孕期|加班|超时|双休|休息日|带薪|节假日.{0,4}休|调休/gu,
    lean: 1.2,
  },
  {
    name: '工伤',
    words:
      /工伤|职业病|伤残鉴定|劳动能力|劳保|劳动安全|安全防护|防护措施|防护网|安全隐患.{0,6}员工|员工.{0,6}安全|高温补贴|工作环境|工作场所/gu,
    lean: 1.2,
  },
  {
    name: '工资福利',
    words:
      /(?:工资|薪资|津贴|待遇)(?:福利|调整|标准|发放|改革|水平|差别|差距|不一致|偏低|太低)|(?:最低|涨|加|降|补发|拖欠|克扣|扣发|绩效|退休|13个月|年终)工资|工资.{0,6}(?:未发|没发|不发|未付|拖欠|克扣|差[一这异])|福利待遇|年终奖|同工同酬/gu,
    lean: 1.2,
  },
  {
    name: '欠薪风险',
    words:
      /(?:工厂|厂里|[鞋衣装电子具机械品]厂|工地|包工头|工头|项目部).{0,12}(?:关门|倒闭|停工|停产|跑路|失联|人去楼空|罢工|堵门)|(?:工人|民工|员工|职工|工友|骑手).{0,10}(?:罢工|堵门|堵路|停工|静坐|拉横幅|讨要)|讨薪|欠薪|集体罢工|罢工(?:讨|抗议|要求)/gu,
    lean: 2.5,
  },
  { name: '新业态', words: /骑手|外卖员|快递员|配送员|网约车司机|配送费|跑单/gu, lean: 1.8 },
  { name: '职工', words: /职工|员工|农民工|民工|临时工|打工|工人|工龄|上班族|务工/gu, lean: 0.5 },
  { name: '待遇', words: /福利|待遇|补贴/gu, lean: 0.4 },
  {
    name: '学校',
    words:
      /学校|教育局|学生|中学|小学|幼儿园|大学|学院|补课|高考|中考|学费|招生|课程|家长|入学|学位|培训机构|体育|网吧|文物|电视台|教育集团/gu,
    lean: -0.8,
  },
  { name: '教师', words: /教师|老师/gu, lean: -0.4 },
  { name: '代课', words: /代课|民办(?:教师|老师|幼师)|支教|特岗/gu, lean: -1.5 },
  { name: '计生', words: /独生子女|失独|社会抚养费|二胎|二孩|奖扶|卫计|计生/gu, lean: -1.2 },
  {
    name: '卫生',
    words: /医院|卫生院|医生|护士|医护|患者|病人|药品|疫苗|卫生局|村医|乡村医生|看病/gu,
    lean: -0.6,
  },
  {
    name: '城建',
    words:
      /房产|房屋|住房|购房|业主|小区|物业|拆迁|征地|开发商|公积金|工程款|施工|招标|楼盘|棚户|棚改|房改|城管|违建|规划|集资房|供水|燃气|自来水|水电|安置|公租房|房租|产权/gu,
    lean: -0.8,
  },
  {
    name: '交通',
    words: /公交|地铁|道路|公路|出租车|网约车|车站|高速|铁路|停车|路灯|快递|邮政|渣土|驾校/gu,
    lean: -0.8,
  },
  { name: '环保', words: /污染|噪音|扰民|废气|废水|臭|粉尘|环保|排放|垃圾|油烟/gu, lean: -0.9 },
  {
    name: '商旅',
    words: /商家|消费|退款|超市|旅游|景区|传销|市场|购买.{0,6}商品|店铺|假货|烟草|中介|美容|押金|直销/gu,
    lean: -0.8,
  },
];

const byName = new Map(lexicon.map((group) => [group.name, group]));

/** How strongly a group points to the class (above 0) or away from it, before training. Zero for no group. */
export function leanOf(name: string): number {
  return byName.get(name)?.lean ?? 0;
}
