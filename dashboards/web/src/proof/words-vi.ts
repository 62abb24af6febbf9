/** What the page behind a paper's code says, in Vietnamese. `words-en.ts` has the same keys. */
import type { Flaw } from './check.ts';
import type { Difference } from './record.ts';

const flaws: Record<Flaw, string> = {
  leaf: 'Nội dung không khớp mã băm: bản ghi đã bị sửa.',
  path: 'Đường dẫn không tới gốc đã ký của sổ cái: bản ghi không thuộc sổ cái này.',
  key: 'Điểm kiểm tra do khoá lạ ký, không phải khoá của máy chủ.',
  signature: 'Chữ ký của điểm kiểm tra không đúng.',
};
const differs: Record<Difference, string> = {
  side: 'Người ký hoặc giờ ký trên bản ghi khác với điều đã ký.',
  doses: 'Số liều trên bản ghi khác với số đã ký.',
  'missing-side': 'Bản ghi nêu một lần ký không có trong sổ cái.',
  decision: 'Kết luận, lý do, căn cứ hoặc lô trên bản ghi khác với điều đã ký.',
  trip: 'Nơi đi, nơi đến hoặc người vận chuyển khác với điều đã ký.',
};

export const proofVi = {
  back: 'Chuyến vắc xin',
  checking: 'Đang kiểm tra bằng chứng trên máy này…',
  proven: 'Bản ghi này có trong sổ cái, chưa bị sửa',
  /** `numbers`: where each event stands in the ledger. */
  where: (numbers: string, size: string, when: string) =>
    `Số ${numbers} trong ${size} mục; điểm kiểm tra ký lúc ${when}.`,
  how: 'Máy này vừa tự tính mã băm, đường dẫn tới gốc và chữ ký của điểm kiểm tra.',
  pending: 'Đã ghi vào sổ cái, chưa có điểm kiểm tra',
  pendingHow: (numbers: string) =>
    `Số ${numbers}. Máy chủ ký điểm kiểm tra định kỳ; mở lại trang này sau để kiểm tra đủ.`,
  false: 'KHÔNG KHỚP: đừng tin bản ghi này',
  falseHow: 'Giữ tờ giấy, báo người quản trị.',
  nothing: 'Chưa ai ký gì cho bản ghi này',
  flaws,
  differs,
  compare: 'So mã băm dưới đây với mã in trên giấy.',
  signed: 'Những gì đã ký',
  entry: (seq: string) => `Số ${seq} trong sổ cái`,
  hash: 'Mã băm',
  key: 'Khoá của máy chủ',
  at: 'Lúc',
  place: 'Nơi giao nhận',
  trip: 'Phiếu xuất kho của chuyến',
  handoffs: 'Biên bản bàn giao của chuyến',
  paper: 'Tờ giấy (PDF)',
  doses: (doses: string) => `${doses} liều`,
  ofDoses: (taken: string, offered: string) => `nhận ${taken} trên ${offered} liều`,
};

export type ProofWords = typeof proofVi;
