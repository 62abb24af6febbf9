/** Addresses as people type them, and as the service keeps them. Pure. */
import { phoneText } from '../format/phone.ts';

export type Typed = {
  readonly phone: string;
  readonly mail: string;
  readonly zalo: string;
  readonly telegram: string;
  readonly language: 'vi' | 'en';
};
/** What is null is not used. */
export type Addresses = {
  readonly phone: string | null;
  readonly mail: string | null;
  readonly zalo: string | null;
  readonly telegram: string | null;
  readonly language: 'vi' | 'en';
};

export const typedOf = ({ phone, mail, zalo, telegram, language }: Addresses): Typed => ({
  ...{ phone: phone === null ? '' : phoneText(phone), mail: mail ?? '', zalo: zalo ?? '' },
  ...{ telegram: telegram ?? '', language },
});

const textOf = (text: string): string | null => text.normalize('NFC').trim() || null;

/** Or which of them cannot be right. */
export function addressesOf(typed: Typed): Addresses | 'phone' | 'mail' {
  const phone = phoneOf(typed.phone);
  if (phone === undefined) return 'phone';
  const mail = textOf(typed.mail);
  if (mail !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mail)) return 'mail';
  const { zalo, telegram, language } = typed;
  return { phone, mail, zalo: textOf(zalo), telegram: textOf(telegram), language };
}

/** `0912 345 678`, `+84 912…` and `84912…` as `+84912345678`; null: none, undefined: not a number. */
export function phoneOf(text: string): string | null | undefined {
  const digits = text.replace(/[\s.()-]/g, '');
  if (digits === '') return null;
  const national = /^(?:\+84|84|0)([1-9]\d{8,9})$/.exec(digits)?.[1];
  if (national !== undefined) return `+84${national}`;
  return /^\+[1-9]\d{7,14}$/.test(digits) && !digits.startsWith('+84') ? digits : undefined;
}
