/** What is said when the ledger, or a witness of it, refuses something. */
import type { Words } from './words.ts';

export const LEDGER_PROBLEMS = {
  CHECKPOINT_UNKNOWN: {
    vi: 'Sổ cái chưa có mốc nào được ký.',
    en: 'No checkpoint of the ledger was signed yet.',
  },
  SEQ_UNKNOWN: { vi: 'Sổ cái không có sự kiện với số này.', en: 'The ledger has no event of this number.' },
  SIZE_UNKNOWN: {
    vi: 'Sổ cái chưa có nhiều sự kiện như vậy.',
    en: 'The ledger does not have so many events.',
  },
  LEDGER_NOT_IN_DOUBT: {
    vi: 'Sổ cái khớp với mốc đã ký, không có gì phải xác nhận.',
    en: 'The ledger is the one that was signed; there is nothing to accept.',
  },
  ORIGIN_UNKNOWN: {
    vi: 'Ở đây chưa giữ mốc nào của sổ cái này.',
    en: 'No checkpoint of this ledger is kept here.',
  },
  WITNESS_SHAPE_INVALID: {
    vi: 'Nội dung gửi lên không phải một mốc đã ký kèm bằng chứng.',
    en: 'This is no signed checkpoint with a proof.',
  },
  WITNESS_SIGNATURE_INVALID: {
    vi: 'Chữ ký của mốc không đúng với khoá.',
    en: 'The checkpoint’s signature is not of this key.',
  },
  WITNESS_KEY_WRONG: {
    vi: 'Mốc thuộc sổ cái khác, hoặc không được ký bằng khoá này.',
    en: 'The checkpoint is of another ledger, or not signed by this key.',
  },
  WITNESS_KEY_CHANGED: {
    vi: 'Nhân chứng đã biết sổ cái này với khoá khác. Hãy hỏi người quản trị của sổ cái vì sao khoá thay đổi.',
    en: 'The witness knows this ledger by another key. Ask its administrator why the key changed.',
  },
  WITNESS_OLDER: {
    vi: 'Nhân chứng đã giữ một mốc mới hơn: sổ cái bị lùi về quá khứ.',
    en: 'The witness keeps a newer checkpoint: the ledger went back.',
  },
  WITNESS_INCONSISTENT: {
    vi: 'Mốc không nối tiếp mốc mà nhân chứng đang giữ: sổ cái đã bị sửa.',
    en: 'The checkpoint does not continue the one the witness keeps: the ledger was changed.',
  },
} as const satisfies Readonly<Record<string, Words>>;
