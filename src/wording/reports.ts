/** Why a report, a plan, a session or an announced delivery is not taken, or a difference not explained, in words. */
import type { Words } from './words.ts';

export const REPORT_PROBLEMS = {
  REPORT_UNKNOWN: { vi: 'Không có báo cáo này.', en: 'There is no such report.' },
  REPORT_NOT_DUE: {
    vi: 'Chưa đến giờ lập báo cáo này.',
    en: 'It is too early for this report.',
  },
  REPORT_PERIOD_INVALID: { vi: 'Kỳ báo cáo không đúng.', en: 'The period of the report is not right.' },
  DIFFERENCE_UNKNOWN: {
    vi: 'Không còn chênh lệch này: đã có người giải trình, hoặc số liệu đã khớp.',
    en: 'This difference is no more: somebody explained it, or it adds up again.',
  },
  DIFFERENCE_TEXT_REQUIRED: {
    vi: 'Cần ghi lời giải trình.',
    en: 'Say what it was.',
  },
  PLAN_UNKNOWN: { vi: 'Không có kế hoạch này.', en: 'There is no such plan.' },
  PLAN_DAYS_INVALID: {
    vi: 'Kế hoạch cần ngày đầu và ngày cuối, ngày đầu không sau ngày cuối, dài nhất 5 năm.',
    en: 'A plan needs a first and a last day, the first not after the last, at most 5 years apart.',
  },
  SESSION_UNKNOWN: { vi: 'Không có buổi tiêm này.', en: 'There is no such session.' },
  SESSION_TIMES_INVALID: {
    vi: 'Buổi tiêm phải kết thúc sau khi bắt đầu, dài nhất một tuần.',
    en: 'A session ends after it begins, and lasts a week at most.',
  },
  ANNOUNCED_TIME_INVALID: {
    vi: 'Ngày hàng về phải trong vòng một năm.',
    en: 'A delivery is announced for a day within a year.',
  },
} as const satisfies Readonly<Record<string, Words>>;
