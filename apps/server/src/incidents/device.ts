import type { DeviceKind } from '@miaotou/domain';

/** The kind of device, from what the browser says of itself; nothing finer is kept. */
export function deviceOf(userAgent: string | null): DeviceKind {
  if (userAgent === null || userAgent === '') return 'unknown';
  if (/ipad|tablet|android(?!.*mobile)/iu.test(userAgent)) return 'tablet';
  if (/mobile|iphone|android/iu.test(userAgent)) return 'phone';
  return /mozilla/iu.test(userAgent) ? 'desktop' : 'program';
}
