/** What the camera's part of a page says, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';

const vi = {
  nothingRead: 'Chưa đọc được mã nào. Đưa gần hơn, giữ yên, tránh loá, lau ống kính.',
  torchOn: 'Bật đèn',
  torchOff: 'Tắt đèn',
};
const en: typeof vi = {
  nothingRead: 'No code read yet. Go closer, hold still, avoid glare, wipe the lens.',
  torchOn: 'Lamp on',
  torchOff: 'Lamp off',
};

export const cameraWords = computed(() => (language.value === 'en' ? en : vi));
