/** The few words of the ways in. All others come with the pages themselves: the first visit stays small. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  board: 'Bảng trực',
  plan: 'Lập chuyến',
  pack: 'Đóng hộp',
  packMore: 'Đóng hộp tiếp',
  toPack: (parcels: string) => `${parcels} kiện chưa vào hộp`,
  unpack: 'Dỡ hộp',
  toUnpack: (parcels: string) => `${parcels} kiện còn trong hộp`,
};
const en: typeof vi = {
  board: 'Board',
  plan: 'Plan a trip',
  pack: 'Pack boxes',
  packMore: 'Pack more boxes',
  toPack: (parcels) => `${parcels} parcels not in a box yet`,
  unpack: 'Unpack boxes',
  toUnpack: (parcels) => `${parcels} parcels still in boxes`,
};

export const entryWords = computed(() => (language.value === 'en' ? en : vi));
