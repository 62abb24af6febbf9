/** Which papers are there, and what is each made from? */
import type { DossierData } from './incident-types.ts';
import type { DailyPaperData, MonthlyPaperData } from './report-types.ts';
import type {
  DecisionPaperData,
  DeliveryNoteData,
  HandoffRecordData,
  RecallNoticeData,
  ReceiptPaperData,
  TemperatureBookData,
} from './types.ts';

export type Papers = {
  'handoff-record': HandoffRecordData;
  'delivery-note': DeliveryNoteData;
  'temperature-book': TemperatureBookData;
  'receipt-note': ReceiptPaperData;
  'decision-record': DecisionPaperData;
  'recall-notice': RecallNoticeData;
  'daily-report': DailyPaperData;
  'monthly-report': MonthlyPaperData;
  'incident-dossier': DossierData;
};
export type PaperKind = keyof Papers;
