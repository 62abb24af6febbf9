/** What is refused about a unit's defrosting. */
import type { Words } from './words.ts';

export const DEFROST_PROBLEMS = {
  DEFROST_PAST: {
    vi: 'Xả băng chỉ bắt đầu từ bây giờ trở đi. Việc đã qua không sửa được.',
    en: 'A defrosting begins now or later, and ends after it began. What was is not rewritten.',
  },
  DEFROST_AHEAD: {
    vi: 'Chỉ lên kế hoạch xả băng trong 31 ngày tới.',
    en: 'A defrosting is planned for the next 31 days at most.',
  },
  DEFROST_TOO_LONG: {
    vi: 'Xả băng dài nhất 72 giờ. Lâu hơn thì cho tủ ngừng dùng.',
    en: 'A defrosting lasts 72 hours at most. A unit that needs longer is out of use.',
  },
  DEFROST_OVERLAPS: {
    vi: 'Tủ đã có lần xả băng trùng thời gian này.',
    en: 'The unit has another defrosting at that time.',
  },
  DEFROST_NONE: {
    vi: 'Tủ không đang xả băng và không có kế hoạch xả băng.',
    en: 'The unit is not being defrosted, and none is planned.',
  },
} as const satisfies Record<string, Words>;
