/** What the log of scans says, in Vietnamese. `words-en.ts` has the same keys. */
export const scansVi = {
  title: 'Lượt quét ở bàn tiêm',
  site: 'Nơi',
  allSites: 'Mọi nơi',
  verdict: 'Kết quả',
  any: 'Mọi kết quả',
  verdicts: { allowed: 'Được phép dùng', blocked: 'Không tiêm', unknown: 'Chưa xác định' },
  lot: 'Số lô',
  by: 'Người quét',
  offline: 'Chỉ lượt quét khi mất mạng',
  none: 'Không có lượt quét nào như vậy.',
  noneYet: 'Chưa thấy trong phần vừa xem.',
  older: 'Xem tiếp về trước',
  when: 'Lúc',
  what: 'Lô',
  unread: 'không đọc được mã',
  how: { camera: 'máy ảnh', scanner: 'máy quét', typed: 'gõ tay' },
  source: { live: 'hệ thống trả lời', list: 'theo danh sách trên máy', none: 'không hỏi được' },
  list: (sequence: string, when: string) => `danh sách số ${sequence}, ký ${when}`,
  wasOffline: 'mất mạng',
  sent: (when: string) => `gửi về ${when}`,
};
export type ScansWords = typeof scansVi;
