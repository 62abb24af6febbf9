/** Why an alert is not snoozed or concluded, and why a message is not tried. */
import type { ProblemCatalogue } from './problems.ts';

export const TELLING_PROBLEMS = {
  ALERT_NOT_LASTING: {
    vi: 'Cảnh báo này không còn kéo dài, không có gì để hoãn nhắc. Hãy tiếp nhận.',
    en: 'This alert does not last: there is nothing to be silent about. Acknowledge it.',
  },
  SNOOZE_UNTIL_INVALID: {
    vi: 'Chỉ được hoãn nhắc từ 5 phút đến 12 giờ.',
    en: 'Reminders may wait for 5 minutes to 12 hours.',
  },
  ALERT_NOT_OVER: {
    vi: 'Cảnh báo chưa kết thúc, chưa ghi được kết luận.',
    en: 'The alert is not over; it cannot be concluded yet.',
  },
  ALERT_ALREADY_CONCLUDED: {
    vi: 'Cảnh báo đã có kết luận.',
    en: 'Someone has concluded this alert already.',
  },
  ALERT_CONCLUSION_REQUIRED: {
    vi: 'Cần ghi đó là sự cố gì và đã xử lý thế nào.',
    en: 'Say what it was and what was done.',
  },
  NOTICE_UNKNOWN: { vi: 'Không có tin nhắn này.', en: 'There is no such message.' },
  NOTICE_NO_ADDRESS: {
    vi: 'Người này chưa có địa chỉ nhận tin qua kênh này.',
    en: 'This person has no address for this channel.',
  },
  NOTICE_TEST_LIMIT: {
    vi: 'Đã thử quá nhiều lần. Chờ 10 phút rồi thử lại.',
    en: 'Too many tests. Wait ten minutes and try again.',
  },
  CHANNEL_OFF: { vi: 'Kênh này chưa được cấu hình.', en: 'This channel is not configured.' },
} as const satisfies ProblemCatalogue;
