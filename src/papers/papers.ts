/** The papers there are, from plain data to PDF. Takes some 200 ms of the thread it is called in: sockets use the press. */
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { decisionContent } from './decision-record.ts';
import { deliveryContent } from './delivery-note.ts';
import { dossierContent } from './dossier.ts';
import { handoffContent } from './handoff-record.ts';
import type { PaperKind, Papers } from './kinds.ts';
import { recallContent } from './recall-notice.ts';
import { receiptContent } from './receipt-note.ts';
import { dailyContent, monthlyContent } from './report-paper.ts';
import { setInType } from './set.ts';
import { bookContent } from './temperature-book.ts';
import type {
  DecisionPaperData,
  DeliveryNoteData,
  HandoffRecordData,
  RecallNoticeData,
  TemperatureBookData,
} from './types.ts';

const CONTENT: { readonly [K in PaperKind]: (data: Papers[K]) => TDocumentDefinitions } = {
  'handoff-record': handoffContent,
  'delivery-note': deliveryContent,
  'temperature-book': bookContent,
  'receipt-note': receiptContent,
  'decision-record': decisionContent,
  'recall-notice': recallContent,
  'daily-report': dailyContent,
  'monthly-report': monthlyContent,
  'incident-dossier': dossierContent,
};

/** A paper as PDF. The same data make the same bytes. */
export const makePaper = async <K extends PaperKind>(
  kind: K,
  data: Papers[K],
): Promise<Uint8Array<ArrayBuffer>> => setInType(CONTENT[kind](data));

/** Biên bản giao nhận vắc xin. */
export const handoffRecord = (data: HandoffRecordData): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('handoff-record', data);

/** Phiếu xuất kho kiêm vận chuyển. */
export const deliveryNote = (data: DeliveryNoteData): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('delivery-note', data);

/** Phiếu nhập kho vắc xin. */
export const receiptNote = (data: Papers['receipt-note']): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('receipt-note', data);

/** Sổ theo dõi nhiệt độ, một tháng. */
export const temperatureBook = (data: TemperatureBookData): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('temperature-book', data);

/** Biên bản xử lý. */
export const decisionRecord = (data: DecisionPaperData): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('decision-record', data);

/** Thông báo thu hồi lô. */
export const recallNotice = (data: RecallNoticeData): Promise<Uint8Array<ArrayBuffer>> =>
  makePaper('recall-notice', data);
