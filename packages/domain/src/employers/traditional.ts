/** Traditional characters that occur in names of firms and places, each before its simplified form. */
const pairs =
  '東东廣广來来縣县鎮镇鄉乡門门龍龙華华國国際际業业電电機机製制裝装飾饰紡纺織织針针鋼钢鐵铁銅铜鋁铝錫锡鋅锌銀银錦锦鴻鸿興兴榮荣豐丰發发達达進进遠远運运輸输貿贸實实營营開开關关產产養养魚鱼鮑鲍蝦虾蠔蚝貝贝' +
  '廠厂場场館馆樓楼飯饭麵面漢汉餅饼糧粮雞鸡鴨鸭鵝鹅潤润濟济澤泽滙汇匯汇環环綠绿藍蓝紅红黃黄麗丽藝艺術术園园圓圆團团總总聯联會会協协網网絡络訊讯軟软體体設设計计劃划師师務务勞劳動动資资財财貨货貴贵賓宾質质' +
  '賽赛寶宝億亿萬万陽阳陳陈陸陆隴陇靈灵靜静順顺風风飛飞馬马駿骏驗验鵬鹏鳳凤鶴鹤齊齐亞亚歐欧灣湾島岛嶺岭巖岩葉叶藥药蘭兰蘇苏蔣蒋蕭萧賴赖趙赵錢钱鄭郑鄧邓謝谢許许馮冯鍾钟鐘钟劉刘張张楊杨吳吴羅罗盧卢韓韩偉伟' +
  '傑杰傳传儀仪優优價价僑侨兒儿冊册凱凯創创劍剑勝胜勵励勳勋區区單单衛卫廈厦廳厅庫库廟庙強强彈弹彙汇徑径復复恆恒愛爱慶庆憲宪應应懷怀戰战戲戏護护報报擇择據据擴扩攝摄敵敌數数斷断時时晉晋曉晓書书條条極极構构' +
  '標标樣样橋桥檢检權权歡欢歲岁歷历殘残氣气滿满漁渔測测溫温準准溝沟漿浆澗涧熱热燈灯爐炉爾尔牆墙獎奖獨独現现琺珐瑪玛瑤瑶疊叠療疗監监盤盘碼码磚砖礎础禮礼種种稅税穩稳競竞筆笔節节範范築筑簡简籃篮類类粵粤紀纪' +
  '約约級级純纯紙纸細细終终組组結结給给統统經经綜综維维線线緣缘編编縫缝績绩繡绣繩绳繪绘續续纖纤義义習习聖圣職职聲声膠胶腦脑膚肤舊旧艦舰莊庄號号蟲虫補补視视覽览觀观試试詩诗話话誠诚語语課课調调論论證证議议' +
  '讀读變变讓让豬猪賀贺購购躍跃車车軍军軌轨載载輕轻輝辉輪轮轉转辦办農农連连選选遊游適适遷迁郵邮醫医釀酿釋释鈴铃鉅巨鋒锋錄录鍋锅鍛锻鎂镁鏡镜鑄铸長长閃闪閩闽閱阅闊阔隊队階阶險险雜杂雲云霧雾項项預预領领頭头' +
  '題题顏颜願愿顧顾顯显飲饮駛驶騎骑騰腾驅驱驛驿髮发魯鲁鮮鲜鯨鲸鳥鸟鷹鹰鹽盐麥麦點点齒齿龜龟';

const simplified = new Map<string, string>();
const all = [...pairs];
for (let at = 0; at + 1 < all.length; at += 2) {
  const [from = '', to = ''] = [all[at], all[at + 1]];
  simplified.set(from, to);
}

const TRADITIONAL = new RegExp(`[${[...simplified.keys()].join('')}]`, 'gu');

/** Text with the traditional characters of names in their simplified form; other characters stay. */
export function toSimplified(text: string): string {
  return text.replace(TRADITIONAL, (char) => simplified.get(char) ?? char);
}
