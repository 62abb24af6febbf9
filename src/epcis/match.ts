/** Does an event pass the tests of a query? Events of partners are read with the same care as one's own: any member may be missing. */
import type { Test } from './query.ts';
import type { EpcisEvent } from './types.ts';
import { bareTerm } from './vocabulary.ts';

export const passes = (event: EpcisEvent, tests: readonly Test[]): boolean =>
  tests.every((test) => passesOne(event, test));

function passesOne(event: EpcisEvent, test: Test): boolean {
  switch (test.on) {
    case 'eventTime':
    case 'recordTime': {
      const at = Date.parse(event[test.on]);
      return test.is === 'GE' ? at >= test.at : at < test.at;
    }
    case 'quantity':
      return elements(event, QUANTITIES).some(
        ({ quantity }) => typeof quantity === 'number' && compares(quantity, test.is, test.value),
      );
    case 'bizTransaction':
    case 'source':
    case 'destination':
      return elements(event, [`${test.on}List`]).some(
        (one) => bareTerm(String(one.type)) === test.type && fits(String(one[test.on]), test.anyOf),
      );
    default:
      return valuesOf(event, test.on).some((value) => fits(bareTerm(value), test.anyOf));
  }
}

const QUANTITIES = ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'];
const EPCS = ['epcList', 'childEPCs', 'inputEPCList', 'outputEPCList'];

function valuesOf(event: EpcisEvent, on: string): string[] {
  switch (on) {
    case 'epc':
      return EPCS.slice(0, 2).flatMap((name) => texts(event[name]));
    case 'anyEPC':
      return [...EPCS.flatMap((name) => texts(event[name])), ...texts(event.parentID)];
    case 'epcClass':
      return elements(event, QUANTITIES.slice(0, 2)).flatMap((one) => texts(one.epcClass));
    case 'readPoint':
    case 'bizLocation':
      return texts(member(event[on], 'id'));
    case 'set':
    case 'unset':
      return texts(member(event.persistentDisposition, on));
    default:
      return texts(event[on]);
  }
}

/** A pattern may end in `*`: everything below. */
const fits = (value: string, anyOf: readonly string[]): boolean =>
  anyOf.some((one) => (one.endsWith('*') ? value.startsWith(one.slice(0, -1)) : value === one));

function compares(quantity: number, is: 'EQ' | 'GT' | 'GE' | 'LT' | 'LE', value: number): boolean {
  if (is === 'EQ') return quantity === value;
  if (is === 'GT') return quantity > value;
  if (is === 'GE') return quantity >= value;
  return is === 'LT' ? quantity < value : quantity <= value;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
const elements = (event: EpcisEvent, names: readonly string[]): Record<string, unknown>[] =>
  names.flatMap((name) => {
    const list = event[name];
    return Array.isArray(list) ? list.filter((one) => typeof one === 'object' && one !== null) : [];
  });
