import type { Tone } from '@miaotou/contracts';

const angry =
  /无良|黑心|恶意|欺骗|欺负|霸王|血汗|强烈|愤怒|气愤|寒心|可恶|无耻|猖狂|嚣张|狗官|不作为|推诿|踢皮球|忍无可忍|天理|公道|贪污|腐败|压榨|剥削|奴役|[!！]{2,}|逼|绝望/gu;
const pleading = /恳请|恳求|跪求|求助|求求|急|走投无路|无助|救救|生活困难|度日|养家|过年|孩子|老人/gu;
const pleased = /感谢|表扬|点赞|满意|好评|赞扬|圆满|高兴|谢谢您的/gu;

/** The tone that most words of a text have; neutral when none stands out. */
export function toneOf(text: string): Tone {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  const [anger, plea, praise] = [count(angry), count(pleading), count(pleased)];
  if (anger >= 2 && anger >= plea) return 'angry';
  if (plea >= 2) return 'pleading';
  if (praise > anger + plea) return 'pleased';
  return anger + plea === 0 ? 'neutral' : anger > 0 ? 'angry' : 'pleading';
}
