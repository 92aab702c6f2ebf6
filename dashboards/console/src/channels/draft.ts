import { ChannelInputSchema, type Channel, type ChannelInput } from '@miaotou/contracts';
import type { AlertTier } from '@miaotou/domain';

export const draftKinds = ['email', 'wecom', 'dingtalk', 'feishu', 'sms', 'voice'] as const;
export type DraftKind = (typeof draftKinds)[number];

/** A channel as the form holds it: every field a text, whatever the kind. */
export interface Draft {
  readonly kind: DraftKind;
  readonly name: string;
  readonly lowestTier: AlertTier;
  readonly regions: string;
  readonly host: string;
  readonly port: string;
  readonly tls: 'tls' | 'starttls' | 'none';
  readonly user: string;
  readonly from: string;
  readonly url: string;
  /** Robot's address, empty to keep it. */
  readonly address: string;
  /** Password or signing key, empty to keep it. */
  readonly secret: string;
}

const empty: Draft = {
  kind: 'wecom',
  name: '',
  lowestTier: 'blue',
  regions: '',
  host: '',
  port: '465',
  tls: 'tls',
  user: '',
  from: '',
  url: '',
  address: '',
  secret: '',
};

export function draftOf(channel: Channel | null): Draft {
  if (channel === null || channel.settings.kind === 'web-push') return empty;
  const { settings, name, lowestTier, regions } = channel;
  const common = { ...empty, kind: settings.kind, name, lowestTier, regions: regions.join(',') };
  if (settings.kind === 'email') {
    const { host, port, tls, user, from } = settings;
    return { ...common, host, port: String(port), tls, user: user ?? '', from };
  }
  return settings.kind === 'sms' || settings.kind === 'voice' ? { ...common, url: settings.url } : common;
}

/** What is sent of a draft; null while something is missing or has another form. */
export function inputOf(draft: Draft): ChannelInput | null {
  const { kind, name, lowestTier, secret } = draft;
  const given = secret === '' ? undefined : secret;
  const settings =
    kind === 'email'
      ? {
          kind,
          host: draft.host.trim(),
          port: Number(draft.port),
          tls: draft.tls,
          user: draft.user.trim() === '' ? null : draft.user.trim(),
          from: draft.from.trim(),
          password: given,
        }
      : kind === 'sms' || kind === 'voice'
        ? { kind, url: draft.url.trim(), signing: given }
        : { kind, address: draft.address.trim() === '' ? undefined : draft.address.trim(), signing: given };
  const regions = draft.regions.split(/[,，\s]+/u).filter((code) => code !== '');
  return ChannelInputSchema.safeParse({ name, lowestTier, regions, settings }).data ?? null;
}
