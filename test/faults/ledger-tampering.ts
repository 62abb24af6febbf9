/** The ways in which somebody may tamper with an exported ledger: each makes, from a true one, what the verifier is then given. */
import type { Random } from '../../simulator/random.ts';
import { canonicalJson } from '../../src/custody/canonical.ts';
import { checkpointText, parseCheckpoint, type SignedCheckpoint } from '../../src/custody/checkpoint.ts';
import type { LedgerEvent } from '../../src/custody/events.ts';
import { anEvent, exportOf, type LedgerWorld, signedAt } from './ledger-world.ts';

/** Bytes of an export, what a witness kept, and the keys that are trusted. */
export type Given = {
  readonly bytes: Buffer;
  readonly witnessed?: string;
  readonly keys?: string;
  /** Keys of witnesses whose cosignatures are to be there. */
  readonly witnessKeys?: string;
};
export type Tampering = (world: LedgerWorld, draw: Random) => Given;

export const given = (lines: readonly string[], more: Omit<Given, 'bytes'> = {}): Given => ({
  bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')),
  ...more,
});
const isEvent = (line: string): boolean => line.startsWith('{"event"');
export const isCheckpoint = (line: string): boolean => line.startsWith('{"checkpoint"');
export const placesOf = (lines: readonly string[], is: (line: string) => boolean): number[] =>
  lines.flatMap((line, i) => (is(line) ? [i] : []));
export const lineAt = (lines: readonly string[], at: number): string => {
  const line = lines[at];
  if (line === undefined) throw new RangeError(`no line ${at}`);
  return line;
};

/** Numbers the events anew and states the counts that are there, as somebody would who knows the format. */
export function mended(lines: readonly string[]): string[] {
  let seq = 0;
  const numbered = lines.map((line) =>
    isEvent(line) ? line.replace(/,"seq":\d+}$/, `,"seq":${++seq}}`) : line,
  );
  const checkpoints = numbered.filter(isCheckpoint).length;
  const cosignatures = numbered.filter((line) => line.startsWith('{"cosignature"')).length;
  const end = { checkpoints, ...(cosignatures === 0 ? {} : { cosignatures }), events: seq };
  return numbered.map((line) => (line.startsWith('{"end"') ? canonicalJson({ end }) : line));
}

/** Two different places of a list of at least two. */
function two(draw: Random, places: readonly number[]): [number, number] {
  const [a = 0, b = 0] = draw.shuffle(places);
  return [a, b];
}

const editedCheckpoint =
  (edit: (signed: SignedCheckpoint, draw: Random) => object): Tampering =>
  ({ lines }, draw) => {
    const at = draw.pick(placesOf(lines, isCheckpoint));
    const signed = parseCheckpoint(lineAt(lines, at));
    if (signed === null) throw new Error('no checkpoint there');
    return given(lines.toSpliced(at, 1, canonicalJson(edit(signed, draw))));
  };

const otherHex = (text: string, draw: Random): string => {
  const at = draw.whole(0, text.length - 1);
  const digit = draw.pick([...'0123456789abcdef'].filter((one) => one !== text[at]));
  return text.slice(0, at) + digit + text.slice(at + 1);
};

/** The history with another event from some place on. */
export function forkedEvents({ events }: LedgerWorld, draw: Random): LedgerEvent[] {
  const from = draw.whole(0, events.length - 1);
  return events.map((event, i) => (i >= from ? anEvent(draw, i) : event));
}

export const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'a byte is changed': ({ lines }, draw) => {
    const { bytes } = given(lines);
    const at = draw.whole(0, bytes.length - 1);
    bytes[at] = ((bytes[at] ?? 0) + draw.whole(1, 255)) % 256;
    return { bytes };
  },
  'a byte of an event is changed': ({ lines }, draw) => {
    const at = draw.pick(placesOf(lines, isEvent));
    const line = Buffer.from(lineAt(lines, at));
    const byte = draw.whole(0, line.length - 1);
    line[byte] = ((line[byte] ?? 0) + draw.whole(1, 255)) % 256;
    const before = given(lines.slice(0, at)).bytes;
    return { bytes: Buffer.concat([before, line, Buffer.from('\n'), given(lines.slice(at + 1)).bytes]) };
  },
  'a field is changed and written canonically': ({ lines }, draw) => {
    const at = draw.pick(placesOf(lines, isEvent));
    const line = JSON.parse(lineAt(lines, at)) as { event: Record<string, unknown>; seq: number };
    const name = draw.pick(Object.keys(line.event));
    const was = line.event[name];
    const is =
      typeof was === 'number' ? was + draw.pick([-1, 1, 0.5]) : was === null ? '' : `${was}`.slice(1);
    return given(lines.toSpliced(at, 1, canonicalJson({ ...line, event: { ...line.event, [name]: is } })));
  },
  'an event is left out': ({ lines }, draw) => {
    const left = lines.toSpliced(draw.pick(placesOf(lines, isEvent)), 1);
    return given(draw.chance(0.8) ? mended(left) : left);
  },
  'an event is added': ({ lines, events }, draw) => {
    const added = canonicalJson({ event: anEvent(draw, draw.whole(0, events.length)), seq: 0 });
    return given(mended(lines.toSpliced(draw.whole(1, lines.length - 1), 0, added)));
  },
  'an event is there twice': ({ lines }, draw) => {
    const places = placesOf(lines, isEvent);
    const twice = lines.toSpliced(draw.pick(places), 0, lineAt(lines, draw.pick(places)));
    return given(draw.chance(0.8) ? mended(twice) : twice);
  },
  'two events change places': ({ lines }, draw) => {
    const [a, b] = two(draw, placesOf(lines, isEvent));
    return given(mended(lines.with(a, lineAt(lines, b)).with(b, lineAt(lines, a))));
  },
  'it is cut off at a byte': ({ lines }, draw) => {
    const { bytes } = given(lines);
    return { bytes: bytes.subarray(0, draw.whole(0, bytes.length - 1)) };
  },
  'it is cut off after an event and closed again': ({ lines }, draw) => {
    // Without its last checkpoint: cut off at one it would be an older export, for which a witness is needed.
    const places = placesOf(lines, isEvent).filter((at) => !isCheckpoint(lineAt(lines, at + 1)));
    const cut = places.length === 0 ? lines.slice(0, -2) : lines.slice(0, draw.pick(places) + 1);
    return given(mended([...cut, '{"end"']));
  },
  'a checkpoint is left out': ({ lines }, draw) =>
    given(lines.toSpliced(draw.pick(placesOf(lines, isCheckpoint)), 1)),
  'a checkpoint is there twice': ({ lines }, draw) => {
    const at = draw.pick(placesOf(lines, isCheckpoint));
    return given(mended(lines.toSpliced(at, 0, lineAt(lines, at))));
  },
  'two checkpoints change places': ({ lines }, draw) => {
    const [a, b] = two(draw, placesOf(lines, isCheckpoint));
    return given(lines.with(a, lineAt(lines, b)).with(b, lineAt(lines, a)));
  },
  'a checkpoint is of another ledger': ({ lines, other }, draw) => {
    const at = draw.pick(placesOf(lines, isCheckpoint));
    return given(lines.with(at, lineAt(other, at)));
  },
  'a signature is changed': editedCheckpoint((signed, draw) => ({
    ...signed,
    signature: otherHex(signed.signature, draw),
  })),
  'a root is changed': editedCheckpoint(({ checkpoint, signature }, draw) => ({
    checkpoint: { ...checkpoint, root: otherHex(checkpoint.root, draw) },
    signature,
  })),
  'a size is changed': editedCheckpoint(({ checkpoint, signature }, draw) => ({
    checkpoint: { ...checkpoint, size: checkpoint.size + draw.pick([-1, 1, 7, 2 ** 40]) },
    signature,
  })),
  'a time is changed': editedCheckpoint(({ checkpoint, signature }, draw) => ({
    checkpoint: {
      ...checkpoint,
      time: new Date(Date.parse(checkpoint.time) + draw.whole(1, 1e9)).toISOString(),
    },
    signature,
  })),
  'a fork under a key of one’s own': (world, draw) => {
    // Under the trusted key's name, or under one's own.
    const signer = draw.chance(0.5) ? { ...world.thief, key: world.key.key } : world.thief;
    return given(exportOf(forkedEvents(world, draw), world.sizes, signer));
  },
  'a fork under the stolen key, before a witness': (world, draw) => {
    const witnessed = checkpointText(signedAt(world.events, world.events.length, world.key));
    return given(exportOf(forkedEvents(world, draw), world.sizes, world.key), { witnessed });
  },
  'a fork that is longer, before a witness': (world, draw) => {
    const witnessed = checkpointText(signedAt(world.events, world.events.length, world.key));
    const longer = [...forkedEvents(world, draw), anEvent(draw, world.events.length)];
    return given(exportOf(longer, world.sizes, world.key), { witnessed });
  },
  'a fork under a key that was replaced': (world, draw) => {
    const keys = `${world.key.publicText}@${draw.whole(1, world.events.length - 1)}`;
    return given(exportOf(forkedEvents(world, draw), [], world.key), { keys });
  },
  'two exports are spliced': ({ lines, other }, draw) => {
    const at = draw.pick(placesOf(lines, isEvent).slice(1));
    return given([...lines.slice(0, at), ...other.slice(at)]);
  },
  'an older export, before a newer witness': (world, draw) => {
    const older = draw.pick(world.sizes.slice(0, -1));
    const witnessed = checkpointText(
      signedAt(world.events, draw.whole(older + 1, world.events.length), world.key),
    );
    return given(exportOf(world.events.slice(0, older), world.sizes, world.key), { witnessed });
  },
  'the export of another ledger, before a witness': (world) => {
    const witnessed = checkpointText(signedAt(world.events, 1, world.key));
    return given(world.other, { witnessed });
  },
  'the witness’s checkpoint is changed': ({ lines, events, key }, draw) => {
    const text = checkpointText(signedAt(events, draw.whole(1, events.length), key));
    const at = draw.whole(0, text.length - 1);
    const other = String.fromCharCode(((text.charCodeAt(at) - 0x20 + draw.whole(1, 94)) % 95) + 0x20);
    return given(lines, { witnessed: text.slice(0, at) + other + text.slice(at + 1) });
  },
};
