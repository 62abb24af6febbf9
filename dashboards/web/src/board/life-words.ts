/** What is said when reminders are put off and when it is concluded what an alert was, and who has been told. */
import { computed } from '@preact/signals';
import { language } from '../words/words.ts';
import type { SnoozeProblem } from './snooze.ts';

const problemsVi: Record<SnoozeProblem, string> = {
  none: 'Chọn hoãn bao lâu, hoặc nhập giờ.',
  soon: 'Giờ này còn chưa đến 5 phút. Chọn muộn hơn.',
  far: 'Chỉ hoãn được đến 12 giờ. Chọn sớm hơn.',
};

const vi = {
  snooze: 'Hoãn nhắc',
  snoozeWhat: (what: string) => `Hoãn nhắc: ${what}`,
  snoozeTitle: 'Hoãn nhắc cảnh báo',
  snoozeHint: 'Cũng là tiếp nhận cảnh báo. Hết giờ hoãn mà vẫn còn thì nhắc lại; nặng hơn thì báo ngay.',
  hold: 'Lệnh tạm dừng vắc xin vẫn giữ nguyên.',
  long: 'Hoãn bao lâu',
  until: 'Hoặc đến giờ',
  minutes: (n: number) => `${n} phút`,
  hours: (n: number) => `${n} giờ`,
  comment: 'Đang làm gì',
  commentMissing: 'Viết đang làm gì để người khác biết.',
  problems: problemsVi,
  snoozeDo: (time: string) => `Hoãn đến ${time}`,
  saving: 'Đang lưu…',
  snoozed: (time: string) => `Hoãn nhắc đến ${time}`,
  snoozedBy: (who: string, time: string) => `${who} hoãn nhắc đến ${time}`,
  toTake: 'Tiếp nhận, không hoãn',
  conclude: 'Kết luận',
  concludeWhat: (what: string) => `Kết luận: ${what}`,
  concludeTitle: 'Kết luận cảnh báo',
  concludeText: 'Chuyện gì đã xảy ra, đã làm gì',
  concludeMissing: 'Viết kết luận.',
  concludeDo: 'Lưu kết luận',
  concluded: (who: string, when: string) => `${who} kết luận ${when}`,
  failed: 'Chưa lưu được.',
  told: 'Đã báo',
  level: (level: number, time: string) => `cấp ${level} lúc ${time}`,
  /** Whoever asks may see only their own. */
  notTold: 'Chưa thấy tin báo nào được gửi.',
  states: {
    waiting: 'chờ gửi',
    sending: 'đang gửi',
    sent: 'đã gửi',
    received: 'đã nhận',
    read: 'đã đọc',
    failed: 'thất bại',
  },
};
type LifeWords = typeof vi;

const en: LifeWords = {
  snooze: 'Snooze',
  snoozeWhat: (what) => `Snooze: ${what}`,
  snoozeTitle: 'Snooze reminders',
  snoozeHint:
    'It also takes the alert. When the time is over and it still lasts, you are reminded; when it becomes worse, at once.',
  hold: 'A hold on vaccine stays as it is.',
  long: 'For how long',
  until: 'Or until',
  minutes: (n) => `${n} min`,
  hours: (n) => `${n} h`,
  comment: 'What is being done',
  commentMissing: 'Say what is being done, so that others know.',
  problems: {
    none: 'Choose for how long, or enter a time.',
    soon: 'That is in less than 5 minutes. Choose a later time.',
    far: '12 hours is the most. Choose an earlier time.',
  },
  snoozeDo: (time) => `Snooze until ${time}`,
  saving: 'Saving…',
  snoozed: (time) => `Snoozed until ${time}`,
  snoozedBy: (who, time) => `${who} snoozed until ${time}`,
  toTake: 'Acknowledge, do not snooze',
  conclude: 'Conclude',
  concludeWhat: (what) => `Conclude: ${what}`,
  concludeTitle: 'Conclude the alert',
  concludeText: 'What happened, and what was done',
  concludeMissing: 'Write the conclusion.',
  concludeDo: 'Save conclusion',
  concluded: (who, when) => `${who} concluded ${when}`,
  failed: 'It was not saved.',
  told: 'Told',
  level: (level, time) => `level ${level} at ${time}`,
  notTold: 'No message is to be seen yet.',
  states: {
    waiting: 'waiting',
    sending: 'sending',
    sent: 'sent',
    received: 'received',
    read: 'read',
    failed: 'failed',
  },
};

export const lifeWords = computed<LifeWords>(() => (language.value === 'en' ? en : vi));
