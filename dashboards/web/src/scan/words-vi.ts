/** What the scan gate says beside its verdicts (words/vi.ts), in Vietnamese; `words-en.ts` has the same keys. */
export const scanVi = {
  camera: 'Mở máy ảnh',
  listFrom: (when: string) => `Danh sách lô cập nhật ${when}`,
  today: (clock: string) => `${clock} hôm nay`,
  listCount: (count: number) => `${count} lô`,
  listOver: 'Danh sách lô đã quá hạn: không cho phép lô nào cho đến khi có mạng.',
  noList: 'Máy này chưa có danh sách lô: mất mạng thì không quét được.',
  forged: 'Chữ ký của danh sách lô không đúng: không dùng danh sách này, báo quản trị.',
  byList: 'Không hỏi được máy chủ. Trả lời theo danh sách lô đã lưu.',
  byListWaiting: 'Mạng chậm. Trả lời theo danh sách lô đã lưu, đang hỏi máy chủ.',
  notListed: 'Lô này không có trong danh sách lô của cơ sở. Chưa được dùng; hỏi lại khi có mạng.',
  listOverNote: 'Cho phép trong danh sách lô đã hết hiệu lực. Chưa được dùng; quét lại khi có mạng.',
  listClock: 'Đồng hồ máy này bị lùi lại. Chưa được dùng; chỉnh giờ rồi quét lại khi có mạng.',
  call: (phone: string) => `Gọi ${phone}`,
  needsNetwork: 'Ghi mũi tiêm cần có mạng. Lượt quét này đã được lưu.',
  waiting: (count: number) => `${count} lượt quét chờ gửi`,
  soundOff: 'Âm báo: đang tắt. Bật',
  update: 'Có bản mới của trang này.',
  updateNow: 'Cập nhật',
};

export type ScanWords = typeof scanVi;
