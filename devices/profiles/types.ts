/** What a device profile may say. A model is data: a new one is a file here and no code. */
import { z } from 'zod';
import { ID_PATTERN } from '../../src/fleet/types.ts';
import { mappingSchema } from './mapping.ts';

/** Channel kinds with the one unit each is given in, after any conversion by its payload decoder. */
export const CHANNEL_UNITS = {
  temperature: 'celsius',
  humidity: 'percent',
  battery: 'percent',
  door: 'boolean',
  power: 'boolean',
  position: 'degrees',
} as const;
const KINDS = ['temperature', 'humidity', 'battery', 'door', 'power', 'position'] as const;
const UNITS = ['celsius', 'percent', 'boolean', 'degrees'] as const;

const channel = z
  .strictObject({
    kind: z.enum(KINDS),
    unit: z.enum(UNITS),
    min: z.number(),
    max: z.number(),
    /** The probe's name in readings; left out: every probe of the device. */
    probe: z.string().regex(ID_PATTERN).optional(),
    /**
     * Of a temperature: does it measure where the vaccine is, or the room, the compressor, the logger's own housing? What is
     * outside is kept beside the readings and never judged. Left out: inside.
     */
    place: z.enum(['inside', 'outside']).optional(),
  })
  .refine(({ min, max }) => min < max, { error: 'range upside down: min must be below max', path: ['min'] })
  .refine(({ kind, unit }) => CHANNEL_UNITS[kind] === unit, {
    error: 'not the unit of this kind',
    path: ['unit'],
  });

const keyOf = ({ kind, probe }: { kind: string; probe?: string | undefined }): string =>
  `${kind} ${probe ?? ''}`;

/** A quirk that ingest or a reader of its values must know, with the reason. */
const quirk = z.strictObject({ what: z.string().min(1), why: z.string().min(1) });

export const profileSchema = z
  .strictObject({
    id: z.string().regex(ID_PATTERN),
    maker: z.string().min(1),
    model: z.string().min(1),
    /** How its data reach the service: its own MQTT payload, through another device, or as a file. */
    delivery: z.enum(['mqtt', 'http', 'probe', 'file']),
    /** The format of its messages: `giulanh`, or a name in devices/payloads/decoders.ts. Null: it sends none itself. */
    payload: z.string().nullable(),
    /**
     * Where the time of a reading comes from: the device's own clock, the network's (a gateway or network server that
     * stamps it on arrival), or our arrival.
     */
    clock: z.enum(['own', 'network', 'arrival']),
    /** How its messages name it: `device` speaks for itself alone; `gateway` carries those of others, by their addresses. */
    speaksFor: z.enum(['device', 'gateway']).default('device'),
    channels: z.array(channel).min(1),
    /** Values that mean "no measurement", in thousandths of a degree Celsius; compared exactly. */
    faultCodesMilli: z.array(z.int()),
    /** Seconds between two measurements as delivered; null where it is configured per device. */
    samplingSeconds: z.int().positive().nullable(),
    source: z.string().min(1),
    quirks: z.array(quirk),
    /** Of the payload `json-mapping` alone: where things stand in its messages. */
    mapping: mappingSchema.optional(),
  })
  .refine(({ payload, mapping }) => (payload === 'json-mapping') === (mapping !== undefined), {
    error: 'the payload json-mapping and a mapping go together',
    path: ['mapping'],
  })
  .refine(({ channels }) => channels.some(({ kind }) => kind === 'temperature'), {
    error: 'measures no temperature',
    path: ['channels'],
  })
  .refine(({ channels }) => new Set(channels.map(keyOf)).size === channels.length, {
    error: 'a channel is there twice',
    path: ['channels'],
  });

export type DeviceProfile = Readonly<z.output<typeof profileSchema>> & {
  readonly faultCodesMilli: readonly number[];
};
