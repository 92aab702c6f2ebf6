import { createHmac } from 'node:crypto';
import type { ChannelSender, Dispatch } from '@miaotou/engine';
import type { Permits } from '../address.js';
import { ChannelFault, outcomeOf, sentOutcome } from '../fault.js';
import { objectOf, post, requireOk } from '../http/index.js';
import type { Answer } from '../http/index.js';

/** One kind of group robot: how it is asked, and what its answers mean. */
interface RobotKind {
  ask(dispatch: Dispatch, address: URL, text: string): { readonly url: URL; readonly body: unknown };
  /** The code inside an answer; 0 is taken. */
  codeOf(answer: Readonly<Record<string, unknown>>): number | null;
  /** Codes that say "too often": the robot then rests so long, in milliseconds. */
  readonly tooOften: Readonly<Record<number, number>>;
  /** Codes that the same message will always get. */
  readonly lasting: readonly number[];
  /** Longest text in bytes of UTF-8. */
  readonly longest: number;
}

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const hmac = (key: string, data: string): string => createHmac('sha256', key).update(data).digest('base64');

/** Cuts a text to so many bytes without breaking a character. */
export function within(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let cut = '';
  for (const letter of text) {
    if (Buffer.byteLength(cut) + Buffer.byteLength(letter) > bytes - 3) break;
    cut += letter;
  }
  return `${cut}…`;
}

/** WeCom 企业微信: the key in the address is all that proves the sender. */
export const wecomKind: RobotKind = {
  ask: (_, url, content) => ({ url, body: { msgtype: 'text', text: { content } } }),
  codeOf: ({ errcode }) => numberOf(errcode),
  tooOften: { 45_009: 60_000 },
  lasting: [93_000, 40_058, 40_008],
  longest: 2_048,
};

/** DingTalk 钉钉: timestamp in milliseconds and HMAC-SHA256 over "timestamp\nsecret", both in the address. */
export const dingtalkKind: RobotKind = {
  ask({ secret, now }, address, content) {
    const url = new URL(address);
    const { signing } = secret;
    if (signing !== undefined) {
      const timestamp = String(now.getTime());
      url.searchParams.set('timestamp', timestamp);
      url.searchParams.set('sign', hmac(signing, `${timestamp}\n${signing}`));
    }
    return { url, body: { msgtype: 'text', text: { content } } };
  },
  codeOf: ({ errcode }) => numberOf(errcode),
  // Beyond 20 a minute DingTalk shuts a robot for ten minutes.
  tooOften: { 130_101: 600_000, 410_100: 600_000, 660_026: 600_000 },
  lasting: [300_001, 310_000, 400_101],
  longest: 18_000,
};

/** Feishu 飞书: timestamp in seconds and HMAC-SHA256 of nothing under the key "timestamp\nsecret", both in the body. */
export const feishuKind: RobotKind = {
  ask({ secret, now }, url, text) {
    const body = { msg_type: 'text', content: { text } };
    const { signing } = secret;
    if (signing === undefined) return { url, body };
    const timestamp = String(Math.floor(now.getTime() / 1_000));
    return { url, body: { timestamp, sign: hmac(`${timestamp}\n${signing}`, ''), ...body } };
  },
  codeOf: ({ code, StatusCode }) => numberOf(code) ?? numberOf(StatusCode),
  tooOften: { 9_499: 60_000, 11_232: 60_000 },
  lasting: [19_001, 19_021, 19_022, 19_024],
  longest: 18_000,
};

/** What a group reads: title, text, where to go, and the number by which a repetition is known. */
export function robotText({ title, text, link, key, test }: Dispatch, longest: number): string {
  const end = [...(link === null ? [] : [link]), ...(test ? [] : [`编号 ${key.slice(0, 8)}`])].join('\n');
  const tail = end === '' ? '' : `\n${end}`;
  return within(`【${title}】\n${text}`, longest - Buffer.byteLength(tail)) + tail;
}

function requireTaken(kind: RobotKind, answer: Answer, host: string): void {
  const told = objectOf(answer, host);
  const code = kind.codeOf(told);
  if (code === 0) return;
  const restMs = code === null ? null : (kind.tooOften[code] ?? null);
  throw new ChannelFault(
    restMs === null ? 'refused-inside' : 'too-often',
    `${host} 未接收（错误码 ${code ?? '无'}）。`,
    `${host} did not take it (code ${code ?? 'none'}).`,
    { again: code === null || !kind.lasting.includes(code), answer: answer.text.slice(0, 300), restMs },
  );
}

/** A robot of one kind. */
export function robot(kind: RobotKind, permitted: Permits): ChannelSender {
  return {
    send: (dispatch) =>
      outcomeOf(async () => {
        const { secret, signal, now } = dispatch;
        const { url, body } = kind.ask(
          dispatch,
          new URL(secret['address'] ?? ''),
          robotText(dispatch, kind.longest),
        );
        const headers = { 'content-type': 'application/json; charset=utf-8' };
        const answer = await post({ url, headers, body: JSON.stringify(body), signal, permitted });
        requireOk(answer, url.host, now);
        requireTaken(kind, answer, url.host);
        return sentOutcome(answer.text);
      }),
  };
}
