/** What is printed on the note of a receipt. */
import type { ReceiptOutcome } from '../lots/receipt.ts';
import type { Words } from './words.ts';

export const RECEIPT_WORDS = {
  note: { vi: 'Phiếu nhập kho vắc xin', en: 'Vaccine receipt note' },
  store: { vi: 'Nhập tại kho', en: 'Received at' },
  at: { vi: 'Ngày nhận', en: 'Received on' },
  supplier: { vi: 'Đơn vị cung cấp', en: 'Supplier' },
  received: { vi: 'Vắc xin và nước hồi chỉnh', en: 'Vaccines and diluents' },
  onArrival: { vi: 'Nhiệt độ khi nhận', en: 'On arrival' },
  putInto: { vi: 'Nhập vào tủ', en: 'Put into' },
  abnormal: { vi: 'Bất thường', en: 'Abnormal' },
  reason: { vi: 'Lý do', en: 'Reason' },
  vials: { vi: 'lọ', en: 'vials' },
  bringer: { vi: 'Người giao hàng', en: 'Delivered by' },
  keeper: { vi: 'Người nhận, thủ kho', en: 'Received by' },
  byHand: { vi: 'Ký trên giấy', en: 'Signs on paper' },
} as const satisfies Readonly<Record<string, Words>>;

export const OUTCOME_WORDS: Readonly<Record<ReceiptOutcome, Words>> = {
  received: { vi: 'Nhập, dùng được', en: 'Received' },
  held: { vi: 'Nhập, tạm dừng sử dụng', en: 'On hold' },
  refused: { vi: 'Từ chối nhận', en: 'Refused' },
};
