/** The words about calibration on a unit's page, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';

const vi = {
  title: 'Hiệu chuẩn',
  good: (day: string) => `Hiệu chuẩn đến hết ngày ${day}`,
  soon: (day: string) => `Sắp hết hạn: hiệu chuẩn đến hết ngày ${day}`,
  overdue: (day: string) => `Quá hạn: hiệu chuẩn chỉ đến hết ngày ${day}`,
  on: (day: string) => `hiệu chuẩn ngày ${day}`,
  shift: (by: string, high: boolean) =>
    `chỉ ${high ? 'cao' : 'thấp'} hơn ${by}, đã tính khi xét nhiệt độ (biểu đồ là số đo gốc)`,
  sure: (by: string) => `độ không đảm bảo đo ± ${by}`,
  none: 'Chưa ghi hiệu chuẩn',
  device: (id: string) => `thiết bị ${id}`,
  probe: (id: string, probe: string) => `thiết bị ${id}, đầu đo ${probe}`,
};
const en: typeof vi = {
  title: 'Calibration',
  good: (day) => `Calibrated until the end of ${day}`,
  soon: (day) => `Due soon: calibrated until the end of ${day}`,
  overdue: (day) => `Overdue: calibrated only until the end of ${day}`,
  on: (day) => `calibrated on ${day}`,
  shift: (by, high) =>
    `shows ${by} too ${high ? 'much' : 'little'}, taken into account in judging (the curve is as measured)`,
  sure: (by) => `uncertainty ± ${by}`,
  none: 'No calibration on record',
  device: (id) => `device ${id}`,
  probe: (id, probe) => `device ${id}, probe ${probe}`,
};

export const calibratedWords = computed(() => (language.value === 'en' ? en : vi));
