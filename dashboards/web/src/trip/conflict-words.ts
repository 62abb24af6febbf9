/** What the outbox says of two stories that cannot both be true, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';

const vi = {
  took: (taker: string, giver: string, when: string) => `${taker} nhận của ${giver} lúc ${when}`,
  said: (by: string, when: string) => `${by} ghi lúc ${when}`,
  amount: (parcels: string, doses: string) => `${parcels} kiện, ${doses} liều`,
  number: (number: string) => `Mã ${number}`,
  whole: 'Toàn văn hai bản',
  keep: 'Để riêng số hàng này, chưa dùng, đến khi có quyết định.',
};
const en: typeof vi = {
  took: (taker, giver, when) => `${taker} took it from ${giver} at ${when}`,
  said: (by, when) => `recorded by ${by} at ${when}`,
  amount: (parcels, doses) => `${parcels} parcels, ${doses} doses`,
  number: (number) => `No. ${number}`,
  whole: 'Both in full',
  keep: 'Keep these apart and unused until it is decided.',
};

export const conflictWords = computed(() => (language.value === 'en' ? en : vi));
