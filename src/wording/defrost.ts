/** What is refused about a unit's defrosting. */
import type { Words } from './words.ts';

export const DEFROST_PROBLEMS = {
  DEFROST_PAST: {
    vi: 'Rã đông chỉ bắt đầu từ bây giờ trở đi. Việc đã qua không sửa được.',
    en: 'A defrosting begins now or later, and ends after it began. What was is not rewritten.',
  },
  DEFROST_AHEAD: {
    vi: 'Chỉ lên kế hoạch rã đông trong 31 ngày tới.',
    en: 'A defrosting is planned for the next 31 days at most.',
  },
  DEFROST_TOO_LONG: {
    vi: 'Rã đông dài nhất 72 giờ. Lâu hơn thì cho tủ ngừng dùng.',
    en: 'A defrosting lasts 72 hours at most. A unit that needs longer is out of use.',
  },
  DEFROST_OVERLAPS: {
    vi: 'Tủ đã có lần rã đông trùng thời gian này.',
    en: 'The unit has another defrosting at that time.',
  },
  DEFROST_NONE: {
    vi: 'Tủ không đang rã đông và không có kế hoạch rã đông.',
    en: 'The unit is not being defrosted, and none is planned.',
  },
} as const satisfies Record<string, Words>;
