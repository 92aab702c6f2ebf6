import { findTownByName, huilaiUnits } from '@miaotou/domain';
import { clausesOf } from '../words/index.js';

/** Spellings met in letters that are no name of anything else. */
const misspelt: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/[葵奎][潭谭覃](?!农场)镇?/gu, '葵潭镇'],
  [/[隆龙]江镇/gu, '隆江镇'],
  [/[鳌熬螯]江镇/gu, '鳌江镇'],
  [/东[陇垅垄]镇/gu, '东陇镇'],
  [/[岐歧]石镇?/gu, '岐石镇'],
  [/仙[庵安]镇/gu, '仙庵镇'],
  [/[靖靓]海镇/gu, '靖海镇'],
  [/前[詹瞻]镇?/gu, '前詹镇'],
  [/[侨桥]园镇/gu, '侨园镇'],
];
const traditional: Readonly<Record<string, string>> = {
  鎮: '镇',
  華: '华',
  東: '东',
  隴: '陇',
  鰲: '鳌',
  僑: '侨',
  園: '园',
  來: '来',
  縣: '县',
  農: '农',
  場: '场',
  區: '区',
  業: '业',
};
const traditionalCharacter = new RegExp(`[${Object.keys(traditional).join('')}]`, 'gu');
/** One look that spares most texts the many. */
const mayBeMisspelt = new RegExp(misspelt.map(([pattern]) => pattern.source).join('|'), 'u');

/** Names without 镇 that nothing outside the county shares, or that stand where only a place can. */
const bareNames = huilaiUnits.flatMap(({ name }) => (name.zh.endsWith('镇') ? [name.zh.slice(0, -1)] : []));
const bareInPlace = new RegExp(
  String.raw`(?:^|[在于到去从住])(${bareNames.join('|')})(?!猪脚|区|港务|大道)|(${bareNames.filter((name) => !['惠城', '东港', '周田', '华湖'].includes(name)).join('|')})(?=某|街|圩|工业|车站|派出所|的?一[家间个]|那边|这边|镇区|有[家间个])`,
  'u',
);
const elsewhere = /惠州|(?:深圳|广州|汕头|普宁|陆丰|潮州|东莞|佛山)市?(?!人|籍|户口)/u;

/**
 * Region code of the town, farm or zone of Huilai that a text names, in the spellings that letters use. Null when it
 * names none, or one that lies in another city.
 */
export function placeOf(text: string): string | null {
  const plain = text.replace(traditionalCharacter, (character) => traditional[character] ?? character);
  const spelt = mayBeMisspelt.test(plain)
    ? misspelt.reduce((written, [pattern, name]) => written.replace(pattern, name), plain)
    : plain;
  for (const clause of clausesOf(spelt)) {
    const found = findTownByName(clause);
    if (found !== null) return found.code;
    if (elsewhere.test(clause)) continue;
    const match = bareInPlace.exec(clause);
    const name = match?.[1] ?? match?.[2];
    const town = name === undefined ? null : findTownByName(`${name}镇`);
    if (town !== null) return town.code;
  }
  return null;
}
