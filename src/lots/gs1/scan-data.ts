/** What did the scanner see? Reads the symbology identifier in front of the data (ISO/IEC 15424). Never throws. */
import { checkedNumber } from './check-digit.ts';
import { readConcatenated } from './elements.ts';
import { type Element, faulty, type Gs1Fault } from './fault.ts';

/**
 * `elements`: GS1 application identifiers. `item`: the bare number of a retail symbol, with the elements of the
 * composite symbol over it. `text`: a symbol of free text, which may be a link.
 */
export type ScanData =
  | { readonly ok: true; readonly kind: 'elements'; readonly elements: readonly Element[] }
  | {
      readonly ok: true;
      readonly kind: 'item';
      readonly number: string;
      readonly elements: readonly Element[];
    }
  | { readonly ok: true; readonly kind: 'text'; readonly text: string }
  | { readonly ok: false; readonly fault: Gs1Fault };

const IDENTIFIER_LENGTH = 3;
/** GS1-128, GS1 DataBar and composite, GS1 DataMatrix, GS1 QR, GS1 DotCode. */
const GS1_SYMBOLS = [']C1', ']e0', ']d2', ']Q3', ']J1'];
/** Code 128, DataMatrix, QR, DotCode with free text. */
const TEXT_SYMBOLS = [']C0', ']d1', ']Q1', ']J0'];
/** EAN-13 (and UPC-A, UPC-E written out) and EAN-8, with their count of digits. */
const RETAIL_SYMBOLS: Readonly<Record<string, number>> = { ']E0': 13, ']E4': 8 };
/** Stands between a retail symbol and the composite symbol printed over it. */
const COMPOSITE = '|]e0';

export function readScanData(text: string): ScanData {
  const identifier = text.slice(0, IDENTIFIER_LENGTH);
  if (GS1_SYMBOLS.includes(identifier)) {
    const read = readConcatenated(text, IDENTIFIER_LENGTH);
    return read.ok ? { ok: true, kind: 'elements', elements: read.elements } : read;
  }
  if (TEXT_SYMBOLS.includes(identifier))
    return { ok: true, kind: 'text', text: text.slice(IDENTIFIER_LENGTH) };
  const digits = Object.hasOwn(RETAIL_SYMBOLS, identifier) ? RETAIL_SYMBOLS[identifier] : undefined;
  if (digits !== undefined) return readRetail(text, digits);
  return faulty(text === '' ? 'GS1_EMPTY' : 'GS1_SYMBOLOGY_UNKNOWN', 0);
}

function readRetail(text: string, digits: number): ScanData {
  const end = IDENTIFIER_LENGTH + digits;
  const number = text.slice(IDENTIFIER_LENGTH, end);
  if (number.length < digits) return faulty('GS1_TOO_SHORT', text.length);
  const fault = checkedNumber(number);
  if (fault) return faulty(fault.code, IDENTIFIER_LENGTH + fault.at);
  if (text.length === end) return { ok: true, kind: 'item', number, elements: [] };
  if (!text.startsWith(COMPOSITE, end)) return faulty('GS1_TOO_LONG', end);
  const over = readConcatenated(text, end + COMPOSITE.length);
  return over.ok ? { ok: true, kind: 'item', number, elements: over.elements } : over;
}
