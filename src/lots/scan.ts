/**
 * Which vial is this? Reads what a vaccinator scans or types: a GS1 symbol (with or without the scanner's symbology
 * identifier), a GS1 Digital Link, `(01)…(17)…(10)…`, or `GTIN/LOT`. Never throws; what it cannot read it refuses.
 */
import { checkedNumber } from './gs1/check-digit.ts';
import { dayOf } from './gs1/date.ts';
import { looksLikeLink, readDigitalLink } from './gs1/digital-link.ts';
import { FNC1, faultOf, readBracketed, readConcatenated, readRaw } from './gs1/elements.ts';
import type { Element, Elements, Gs1Fault } from './gs1/fault.ts';
import { faultBetween } from './gs1/relations.ts';
import { readScanData } from './gs1/scan-data.ts';
import { type Refused, refuse } from './refusal.ts';

/**
 * `gtin` has 14 digits and a right check digit. `lot` is as on the vial, blanks removed where a person typed it.
 * `expiry` is the last day of use. `typed`: written by a person, so the lot may be spelled differently (see findLot).
 */
export type Vial = {
  readonly ok: true;
  readonly gtin: string;
  readonly lot: string;
  readonly expiry: string | null;
  readonly serial: string | null;
  readonly typed: boolean;
};
/**
 * A refusal's code is BARCODE_EMPTY, BARCODE_TOO_LONG, BARCODE_NO_GTIN, BARCODE_NO_LOT or BARCODE_MALFORMED; the last
 * says in `details.fault` and `details.at` what GS1 finds wrong, and where.
 */
export type ScanResult = Vial | Refused;

/** A GS1 symbol holds far less; what is longer was not read from a vial. */
const TEXT_LENGTH_MAX = 512;
const GTIN_LENGTH = 14;
/** The visible stand-in that some scanners send for the group separator. It is in no GS1 character set. */
const FNC1_SHOWN = '␝';
const TYPED_PAIR = /^([\d\s-]+)\/(.*)$/s;
const TYPED_GTIN_LENGTHS = [8, 12, 13, GTIN_LENGTH];

/** Reads a vial; `currentYear` places two-digit years in their century. */
export function readVial(text: string, currentYear: number): ScanResult {
  const given = text.trim().replaceAll(FNC1_SHOWN, FNC1);
  if (given === '')
    return refuse('BARCODE_EMPTY', 'Cannot read barcode: found nothing, wanted a GS1 code or GTIN/LOT');
  if (given.length > TEXT_LENGTH_MAX) {
    return refuse(
      'BARCODE_TOO_LONG',
      `Cannot read barcode: ${given.length} characters, at most ${TEXT_LENGTH_MAX}`,
    );
  }
  if (!given.startsWith(']')) return readUnmarked(given, currentYear);
  const scan = readScanData(given);
  if (!scan.ok) return malformed(scan.fault);
  switch (scan.kind) {
    case 'elements':
      return vialOf(scan.elements, currentYear, false);
    case 'text':
      return readUnmarked(scan.text, currentYear);
    case 'item': {
      const item = { ai: '01', value: scan.number.padStart(GTIN_LENGTH, '0'), at: 3 };
      return vialOf([item, ...scan.elements], currentYear, false);
    }
    default:
      return scan satisfies never;
  }
}

function readUnmarked(text: string, currentYear: number): ScanResult {
  const from = (read: Elements, typed: boolean): ScanResult =>
    read.ok ? vialOf(read.elements, currentYear, typed) : malformed(read.fault);
  if (looksLikeLink(text)) return from(readDigitalLink(text), false);
  // Neither the brackets nor a lot can hold a blank: character set 82 has none.
  if (text.startsWith('(')) return from(readBracketed(text.replaceAll(/\s/g, '')), true);
  if (text.startsWith(FNC1)) return from(readRaw(text), false);
  return readTypedPair(text) ?? from(readConcatenated(text), false);
}

/** `GTIN/LOT`. An element string may hold a slash too, but never so few digits before it. */
function readTypedPair(text: string): ScanResult | null {
  const match = TYPED_PAIR.exec(text);
  const digits = (match?.[1] ?? '').replaceAll(/[\s-]/g, '');
  if (!TYPED_GTIN_LENGTHS.includes(digits.length)) return null;
  const lot = (match?.[2] ?? '').replaceAll(/\s/g, '');
  const lotAt = text.indexOf('/') + 1;
  const gtinFault = checkedNumber(digits);
  if (gtinFault) return malformed({ code: gtinFault.code, at: lotAt - 2 });
  if (lot === '') return refuse('BARCODE_NO_LOT', 'Cannot read barcode: found a GTIN without a lot number');
  const lotFault = faultOf('10', lot);
  if (lotFault) return malformed({ code: lotFault.code, at: lotAt });
  return { ok: true, gtin: digits.padStart(GTIN_LENGTH, '0'), lot, expiry: null, serial: null, typed: true };
}

function vialOf(elements: readonly Element[], currentYear: number, typed: boolean): ScanResult {
  const fault = faultBetween(elements);
  if (fault) return malformed(fault);
  const element = (ai: string): Element | undefined => elements.find((candidate) => candidate.ai === ai);
  const gtin = element('01')?.value;
  const lot = element('10')?.value;
  const expires = element('17');
  if (gtin === undefined) return refuse('BARCODE_NO_GTIN', 'Cannot read barcode: no GTIN (01) in it');
  if (lot === undefined) return refuse('BARCODE_NO_LOT', 'Cannot read barcode: no lot number (10) in it');
  const expiry = expires ? dayOf(expires.value, currentYear) : null;
  if (expires && expiry === null) return malformed({ code: 'GS1_DAY', at: expires.at });
  return { ok: true, gtin, lot, expiry, serial: element('21')?.value ?? null, typed };
}

function malformed({ code, at }: Gs1Fault): Refused {
  return refuse('BARCODE_MALFORMED', `Cannot read barcode: ${code} at character ${at + 1}`, {
    fault: code,
    at,
  });
}
