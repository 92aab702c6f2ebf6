import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps texts so that only this installation can read them. */
export interface SecretBox {
  /** Seals a text; `context` names the one place where it may be opened. */
  seal(text: string, context: string): string;
  /** Throws when the box was made under another key, for another context, or was changed. */
  open(box: string, context: string): string;
}

const form = /^v1\.([0-9a-f]{8})\.([\w-]{16})\.([\w-]{22})\.([\w-]*)$/u;

/**
 * AES-256-GCM under a key derived for one purpose. A box names its key, so that a later rotation knows which boxes are
 * still under the old one: v1.<key id>.<nonce>.<tag>.<ciphertext>.
 */
export function secretBox(secretKey: Uint8Array, purpose: string): SecretBox {
  const key = Buffer.from(hkdfSync('sha256', secretKey, 'miaotou', `box:${purpose}`, 32));
  const keyId = createHash('sha256').update('key-id').update(key).digest('hex').slice(0, 8);
  return {
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return [
        'v1',
        keyId,
        ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')),
      ].join('.');
    },
    open(box, context) {
      const [, id, nonce = '', tag = '', sealed = ''] = form.exec(box) ?? [];
      if (id !== keyId) {
        throw new Error(
          `密文不是用当前密钥加密的，请恢复原来的密钥 / Sealed under another key (${id ?? 'unknown'}); restore the key that it was sealed with`,
        );
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
        .setAAD(Buffer.from(context))
        .setAuthTag(Buffer.from(tag, 'base64url'));
      return decipher.update(sealed, 'base64url', 'utf8') + decipher.final('utf8');
    },
  };
}
