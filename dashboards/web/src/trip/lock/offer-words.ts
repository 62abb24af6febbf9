/** The few words of the offer of a PIN; the rest of the lock's words load with the pages that say them. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  name: 'Khoá bằng PIN',
  text: 'Đặt PIN để trang chuyến tự khoá khi máy không ở trong tay.',
  set: 'Đặt PIN',
  later: 'Để sau',
};
const en: typeof vi = {
  name: 'Lock with a PIN',
  text: 'Set a PIN, and the trip pages lock when the phone is out of your hands.',
  set: 'Set a PIN',
  later: 'Later',
};

export const offerWords = computed(() => (language.value === 'en' ? en : vi));
