/** What stands on the dossier of an incident, beside the words that decisions and papers share. */
import type { Words } from './words.ts';

export const DOSSIER_WORDS = {
  dossier: { vi: 'Hồ sơ sự cố nhiệt độ', en: 'Dossier of an incident' },
  place: { vi: 'Nơi', en: 'Site' },
  unit: { vi: 'Tủ, buồng lạnh', en: 'Unit' },
  happened: { vi: 'Xảy ra lúc', en: 'Happened' },
  learned: { vi: 'Phát hiện lúc', en: 'Learned' },
  over: { vi: 'Hết lúc', en: 'Over' },
  taken: { vi: 'Người tiếp nhận', en: 'Taken by' },
  concluded: { vi: 'Kết luận', en: 'Concluded' },
  course: { vi: 'Diễn biến nhiệt độ', en: 'Course of the temperature' },
  range: { vi: 'Thấp nhất – cao nhất', en: 'Lowest – highest' },
  kinetic: { vi: 'Trung bình động học', en: 'Mean kinetic temperature' },
  gaps: { vi: 'Mất số liệu', en: 'Without data' },
  noCurve: { vi: 'Không có số liệu của tủ nào.', en: 'No unit’s readings belong to it.' },
  rules: { vi: 'Quy định đã vi phạm', en: 'Rules that were broken' },
  version: { vi: 'phiên bản', en: 'version' },
  parcels: { vi: 'Vắc xin liên quan', en: 'Vaccine concerned' },
  hold: { vi: 'Tình trạng', en: 'State' },
  held: { vi: 'đang tạm dừng', en: 'on hold' },
  free: { vi: 'không tạm dừng', en: 'not on hold' },
  custody: { vi: 'Ai giữ vắc xin khi ngoài ngưỡng', en: 'Who had it while it was beyond a limit' },
  holder: { vi: 'Người, nơi giữ', en: 'Holder' },
  decisions: { vi: 'Quyết định', en: 'Decisions' },
  none: { vi: 'Không có.', en: 'None.' },
  waiting: { vi: 'chờ duyệt', en: 'waiting for approval' },
} as const satisfies Readonly<Record<string, Words>>;
