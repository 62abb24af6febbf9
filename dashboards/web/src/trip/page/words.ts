/** What a trip's page says of what this phone knows and the service does not count yet, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  ahead: (doses: string, from: string, when: string) =>
    `Máy này ký nhận ${doses} liều từ ${from} lúc ${when}. Máy chủ còn chờ máy khác gửi, chưa tính.`,
};
const en: typeof vi = {
  ahead: (doses, from, when) =>
    `Signed here: ${doses} doses taken from ${from} at ${when}. The service still waits for another phone and does not count it yet.`,
};

export const pageWords = computed(() => (language.value === 'en' ? en : vi));
