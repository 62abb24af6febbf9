/** The words about readings without a certain time on a unit's page, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';

const vi = {
  title: 'Số đo không rõ giờ',
  hint: 'Đồng hồ thiết bị không đáng tin. Các số này có thể cho thấy tủ đã ra ngoài ngưỡng, nhưng không chứng tỏ tủ vẫn trong ngưỡng; vì vậy không nằm trên đường nhiệt độ.',
  table: 'Bảng số đo',
  count: (count: string) => `${count} số đo`,
  caption: 'Theo lúc máy chủ nhận được, °C',
  received: 'Nhận lúc',
  celsius: 'Nhiệt độ',
  earliest: 'Đo sớm nhất từ',
  claimed: 'Thiết bị báo',
  probe: 'Đầu đo',
  nothing: 'không báo',
  of: (device: string, probe: string) => `${device}, ${probe}`,
};
const en: typeof vi = {
  title: 'Readings without a certain time',
  hint: 'The clock of the device cannot be believed. These can show that the unit was outside its limits and never that it was inside; so they are not on the curve.',
  table: 'Table of readings',
  count: (count) => `readings: ${count}`,
  caption: 'By their arrival at the service, °C',
  received: 'Received',
  celsius: 'Temperature',
  earliest: 'Not before',
  claimed: 'Device says',
  probe: 'Probe',
  nothing: 'nothing',
  of: (device, probe) => `${device}, ${probe}`,
};

export const untimedWords = computed(() => (language.value === 'en' ? en : vi));
