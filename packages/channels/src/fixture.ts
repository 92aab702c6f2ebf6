import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';

/** A browser's side of web push: its keys, and what it makes of a body (RFC 8291). */
const browser = createECDH('prime256v1');
export const browserPublic = browser.generateKeys();
export const browserAuth = randomBytes(16);

/** What a browser reads out of a push message's body. */
export function decrypted(body: Buffer): unknown {
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const senderPublic = body.subarray(21, 21 + keyLength);
  const shared = browser.computeSecret(senderPublic);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browserPublic, senderPublic]);
  const ikm = Buffer.from(hkdfSync('sha256', shared, browserAuth, info, 32));
  const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
  const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
  const sealed = body.subarray(21 + keyLength);
  const plain = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(sealed.subarray(-16));
  const text = Buffer.concat([plain.update(sealed.subarray(0, -16)), plain.final()]);
  // The last record ends with the delimiter 2.
  return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString());
}

/** Whether a request proves by its token that it comes from the holder of the public key (RFC 8292). */
export function vapidHolds(header: string, publicKey: string, audience: string): boolean {
  const [, token = '', key] = /^vapid t=([^,]+), ?k=(.+)$/u.exec(header) ?? [];
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const { aud } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string };
  const data = Buffer.from(`${head}.${claims}`);
  const held = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  return (
    key === publicKey && aud === audience && verify('sha256', data, held, Buffer.from(signature, 'base64url'))
  );
}
