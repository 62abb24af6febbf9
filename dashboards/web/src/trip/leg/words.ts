/** Every sentence about the temperature of a leg, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';
import type { Standing } from './leg.ts';

type Part = 'beyond' | 'unknown' | 'left' | 'due' | 'until' | 'silence';
type Word = (part: Readonly<Record<Part, string>>) => string;

const vi = {
  min: 'Thấp nhất',
  max: 'Cao nhất',
  mean: 'Trung bình động học',
  beyond: 'Ngoài ngưỡng',
  unknown: 'Không rõ',
  left: 'Đến khi vi phạm',
  noCountdown: 'chưa đếm',
  hasPassed: 'đã qua',
  unmeasured: 'chưa đo',
  none: '0\u00a0phút',
  asOf: (from: string, until: string) => `Từ ${from}, tính đến ${until}`,
  holder: (name: string) => `khi do ${name} giữ`,
  since: (when: string, length: string) => `Chưa biết từ ${when}, ${length}`,
  parcels: (parcels: string, doses: string) => `${parcels} kiện, ${doses} liều`,
  lots: (lots: string) => `Lô ${lots}`,
  loose: 'Ngoài hộp',
  untold: (parcels: string) =>
    `Máy này chưa tải chuyến có ${parcels} kiện này: không biết gì về nhiệt độ trên đường. Đề nghị bên giao cho xem máy của họ.`,
  standing: {
    breached: ({ due }) => `Đã vi phạm ngưỡng lúc ${due}`,
    overdue: ({ due }) => `Hạn vi phạm ${due} đã qua, chưa có số liệu mới`,
    beyond: ({ beyond }) => `Đã ở ngoài ngưỡng ${beyond}`,
    counting: ({ left, due }) => `Còn ${left} đến khi vi phạm (${due})`,
    unmeasured: () => 'Không có số đo nào',
    gap: ({ unknown }) => `Không rõ nhiệt độ trong ${unknown}`,
    untold: () => 'Máy chủ chưa có nhiệt độ của các kiện này',
    silent: ({ until, silence }) => `Chưa biết từ ${until}, ${silence}. Trước đó không ghi nhận ngoài ngưỡng`,
    clear: ({ until }) => `Đến ${until} không ghi nhận ngoài ngưỡng`,
  } satisfies Record<Standing, Word> as Record<Standing, Word>,
};

const en: typeof vi = {
  min: 'Lowest',
  max: 'Highest',
  mean: 'Mean kinetic',
  beyond: 'Out of range',
  unknown: 'Unknown',
  left: 'Until breach',
  noCountdown: 'not counting',
  hasPassed: 'has passed',
  unmeasured: 'not measured',
  none: '0\u00a0min',
  asOf: (from, until) => `From ${from}, known until ${until}`,
  holder: (name) => `while ${name} held it`,
  since: (when, length) => `Unknown since ${when}, ${length}`,
  parcels: (parcels, doses) => `${parcels} ${parcels === '1' ? 'parcel' : 'parcels'}, ${doses} doses`,
  lots: (lots) => `Lot ${lots}`,
  loose: 'In no box',
  untold: (parcels) =>
    `The trip with ${parcels === '1' ? 'this parcel' : `these ${parcels} parcels`} is not on this phone: nothing is known here of the temperature on the way. Ask the giver to show theirs.`,
  standing: {
    breached: ({ due }) => `Limit breached at ${due}`,
    overdue: ({ due }) => `The time to breach, ${due}, has passed without news`,
    beyond: ({ beyond }) => `Has been out of range for ${beyond}`,
    counting: ({ left, due }) => `${left} until breach (${due})`,
    unmeasured: () => 'Nothing was measured',
    gap: ({ unknown }) => `Temperature unknown for ${unknown}`,
    untold: () => 'The service has no temperature of these parcels yet',
    silent: ({ until, silence }) => `Unknown since ${until}, ${silence}. Nothing out of range before that`,
    clear: ({ until }) => `Nothing out of range until ${until}`,
  },
};

export const legWords = computed(() => (language.value === 'en' ? en : vi));
