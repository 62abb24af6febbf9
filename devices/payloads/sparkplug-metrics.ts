/** The metrics of a Sparkplug B payload: names, times and values, by the protobuf definition in chapter 6 of its specification. */
import { type Field, fieldsOf } from './protobuf.ts';

export type Metric = {
  /** Null: the metric is only told by its alias. */
  readonly name: string | null;
  readonly alias: string | null;
  /** ms since 1970; null where neither the metric nor the payload says one. */
  readonly at: number | null;
  /** Null: it is null itself, or nothing that a number or a truth value could be. */
  readonly value: number | boolean | null;
  /** The property `engUnit`, which a birth certificate tells. */
  readonly unit: string | null;
};

const PAYLOAD = { timestamp: 1, metric: 2, body: 5 };
const METRIC = {
  name: 1,
  alias: 2,
  timestamp: 3,
  datatype: 4,
  isNull: 7,
  properties: 9,
  int: 10,
  long: 11,
  float: 12,
  double: 13,
  boolean: 14,
};
const SET = { key: 1, value: 2 };
const STRING_OF_PROPERTY = 8;
/** Bits of the signed data types Int8, Int16, Int32 and Int64. */
const SIGNED_BITS: Readonly<Record<string, number>> = { 1: 8, 2: 16, 3: 32, 4: 64 };

/** Throws a RangeError where the bytes are no payload. A compressed payload has a body and no metrics. */
export function metricsOf(payload: Uint8Array): { metrics: Metric[]; isCompressed: boolean } {
  let at: number | null = null;
  let isCompressed = false;
  const parts: Uint8Array[] = [];
  for (const { number, value } of fieldsOf(payload)) {
    if (number === PAYLOAD.timestamp && typeof value === 'bigint') at = Number(value);
    if (number === PAYLOAD.metric && typeof value !== 'bigint') parts.push(value);
    if (number === PAYLOAD.body) isCompressed = true;
  }
  return { metrics: parts.map((part) => metricOf(part, at)), isCompressed };
}

function metricOf(bytes: Uint8Array, sentAt: number | null): Metric {
  const fields = new Map<number, Field['value']>();
  for (const { number, value } of fieldsOf(bytes)) fields.set(number, value);
  const name = fields.get(METRIC.name);
  const at = fields.get(METRIC.timestamp);
  const properties = fields.get(METRIC.properties);
  return {
    name: name === undefined ? null : textOf(name),
    alias: fields.get(METRIC.alias)?.toString() ?? null,
    at: at === undefined ? sentAt : Number(at),
    value: fields.get(METRIC.isNull) === 1n ? null : valueIn(fields),
    unit: properties instanceof Uint8Array ? propertyOf(properties, 'engUnit') : null,
  };
}

function valueIn(fields: ReadonlyMap<number, Field['value']>): number | boolean | null {
  const number = (field: number): bigint | null => {
    const value = fields.get(field);
    return typeof value === 'bigint' ? value : null;
  };
  const float = number(METRIC.float);
  if (float !== null) return viewOf(float).getFloat32(4);
  const double = number(METRIC.double);
  if (double !== null) return viewOf(double).getFloat64(0);
  // Data need not repeat the type that the birth told; no temperature needs the highest bit for anything but its sign.
  const bits = SIGNED_BITS[String(fields.get(METRIC.datatype) ?? '')];
  const int = number(METRIC.int);
  if (int !== null) return Number(BigInt.asIntN(bits ?? 32, int));
  const long = number(METRIC.long);
  if (long !== null) return Number(BigInt.asIntN(bits ?? 64, long));
  const truth = number(METRIC.boolean);
  return truth === null ? null : truth === 1n;
}

function viewOf(value: bigint): DataView {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, value);
  return view;
}

/** The text of a property; keys and values stand in two lists of the same order. */
function propertyOf(set: Uint8Array, key: string): string | null {
  const keys: string[] = [];
  const values: Uint8Array[] = [];
  for (const { number, value } of fieldsOf(set)) {
    if (number === SET.key) keys.push(textOf(value));
    if (number === SET.value && value instanceof Uint8Array) values.push(value);
  }
  const found = values[keys.indexOf(key)];
  if (found === undefined) return null;
  for (const { number, value } of fieldsOf(found)) if (number === STRING_OF_PROPERTY) return textOf(value);
  return null;
}

const textOf = (value: Field['value']): string =>
  typeof value === 'bigint' ? value.toString() : new TextDecoder().decode(value);
