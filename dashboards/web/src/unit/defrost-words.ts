/** The words about a unit's defrosting, in the language in use. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';

const vi = {
  begin: 'Rã đông tủ',
  going: (until: string) => `Đang rã đông đến ${until}: tủ không báo động về nhiệt độ.`,
  planned: (from: string, until: string) => `Sẽ rã đông từ ${from} đến ${until}.`,
  judged: 'Vắc xin còn trong tủ vẫn được xét nhiệt độ như thường.',
  end: 'Kết thúc rã đông',
  takeBack: 'Huỷ kế hoạch rã đông',
  title: 'Rã đông tủ',
  hint: 'Bắt đầu ngay bây giờ. Trong thời gian này tủ không báo động về nhiệt độ; vắc xin còn trong tủ vẫn được xét.',
  inIt: (parcels: string) => `Trong tủ còn ${parcels} kiện. Chuyển sang tủ khác trước khi tắt tủ.`,
  hours: 'Số giờ (nhiều nhất 72)',
  hoursWrong: 'Nhập số giờ từ 1 đến 72.',
  does: 'Bắt đầu rã đông',
  doing: 'Đang lưu…',
};
const en: typeof vi = {
  begin: 'Defrost',
  going: (until) => `Being defrosted until ${until}: the unit raises no alarm about its temperature.`,
  planned: (from, until) => `To be defrosted from ${from} until ${until}.`,
  judged: 'Vaccine that is still in it is judged as ever.',
  end: 'End the defrosting',
  takeBack: 'Take the defrosting back',
  title: 'Defrost the unit',
  hint: 'It begins now. Meanwhile the unit raises no alarm about its temperature; vaccine that is still in it is judged as ever.',
  inIt: (parcels) => `Parcels still in it: ${parcels}. Move them to another unit before it is switched off.`,
  hours: 'Hours (72 at most)',
  hoursWrong: 'Type a number of hours from 1 to 72.',
  does: 'Begin to defrost',
  doing: 'Saving…',
};

export const defrostWords = computed(() => (language.value === 'en' ? en : vi));
