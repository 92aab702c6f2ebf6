import { createHmac } from 'node:crypto';
import type { Column } from '@miaotou/contracts';
import { hasLostDigits, isIdentityNumber } from '@miaotou/domain';

/** A cell that names a person, made fit to be stored: `shown` stands in the raw row, `checked` goes on to the checks. */
export interface Protected {
  readonly shown: string;
  readonly checked: string;
}

/** One spelling of an identity or phone number: half-width, upper case, without spaces and dashes. */
function identityForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}

/**
 * Whether a cell tells of nobody where a number of a person should stand: masked digits, one digit over and over, or a
 * word for unknown. Its hash would make one person of many.
 */
export function namesNobody(text: string): boolean {
  const form = identityForm(text);
  return (
    form === '' ||
    /^(?=.*[*＊])[\dX*＊]+$/u.test(form) ||
    /^(\d)\1{6,}$/u.test(form) ||
    /^(?:无|无电话|没有|不详|未知|未提供|保密|匿名|拒绝提供|NULL|NONE|N\/A|NA|[\p{P}\p{S}]+)$/u.test(form)
  );
}

/** An identifier of which a spreadsheet lost the last digits, in the form by which the checks know it. */
export function asLost(text: string): string {
  const digits = text.trim();
  return /^\d+$/u.test(digits) ? `${digits.charAt(0)}.${digits.slice(1, 15)}E${digits.length - 1}` : digits;
}

/** The keyed hash of an identity as a decimal number of 64 bits; nobody without the key can list the people behind it. */
export function personKey(text: string, secret: Buffer): string {
  return createHmac('sha256', secret).update(identityForm(text)).digest().readBigUInt64BE(0).toString();
}

/** 张三 → 张**, 13812341234 → 138****1234, 445224199001011234 → 445***********1234. */
export function maskPersonal(text: string): string {
  const plain = text.trim();
  if (plain === '') return '';
  if (/^[\d\sXx+*-]{7,}$/u.test(plain.normalize('NFKC'))) {
    const digits = plain.normalize('NFKC').replace(/[\s-]/gu, '');
    return `${digits.slice(0, 3)}${'*'.repeat(Math.max(digits.length - 7, 4))}${digits.slice(-4)}`;
  }
  return `${[...plain][0] ?? ''}**`;
}

/** Applies what the manifest says of a personal column. Nothing else may see the cell before this. */
export function protect(cell: string, kind: NonNullable<Column['personal']>, secret: Buffer): Protected {
  if (cell.trim() === '') return { shown: '', checked: '' };
  switch (kind) {
    case 'drop':
      return { shown: '', checked: '' };
    case 'mask': {
      const masked = maskPersonal(cell);
      return { shown: masked, checked: masked };
    }
    case 'hash': {
      const shown = maskPersonal(cell);
      if (namesNobody(cell)) return { shown, checked: '' };
      // Its last digits are gone, so a hash would make one person of many: the checks must see what it is.
      return {
        shown,
        checked: hasLostDigits(cell, isIdentityNumber) ? asLost(cell) : personKey(cell, secret),
      };
    }
  }
}
