/** What a device profile may say. A model is data: a new one needs an entry here and no code. */
import { z } from 'zod';
import { ID_PATTERN } from '../../src/fleet/types.ts';

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
  .strictObject({ kind: z.enum(KINDS), unit: z.enum(UNITS), min: z.number(), max: z.number() })
  .refine(({ min, max }) => min < max, { error: 'range upside down: min must be below max', path: ['min'] })
  .refine(({ kind, unit }) => CHANNEL_UNITS[kind] === unit, {
    error: 'not the unit of this kind',
    path: ['unit'],
  });

/** A quirk that ingest or a reader of its values must know, with the reason. */
const quirk = z.strictObject({ what: z.string().min(1), why: z.string().min(1) });

export const profileSchema = z
  .strictObject({
    id: z.string().regex(ID_PATTERN),
    maker: z.string().min(1),
    model: z.string().min(1),
    /** How its data reach the service: its own MQTT payload, through another device, or as a file. */
    delivery: z.enum(['mqtt', 'probe', 'file']),
    channels: z.array(channel).min(1),
    /** Values that mean "no measurement", in thousandths of a degree Celsius; compared exactly. */
    faultCodesMilli: z.array(z.int()),
    /** Seconds between two measurements as delivered; null where it is configured per device. */
    samplingSeconds: z.int().positive().nullable(),
    source: z.string().min(1),
    quirks: z.array(quirk),
  })
  .refine(({ channels }) => channels.some(({ kind }) => kind === 'temperature'), {
    error: 'measures no temperature',
    path: ['channels'],
  });

export type DeviceProfile = Readonly<z.output<typeof profileSchema>> & {
  readonly faultCodesMilli: readonly number[];
};
