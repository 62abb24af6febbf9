/**
 * Where things stand in a JSON message that no decoder knows: the part `mapping` of a profile whose payload is `json-mapping`. A
 * place is a JSON Pointer (RFC 6901): `/sensors/0/temp`.
 */
import { z } from 'zod';

const pointer = z.string().regex(/^(?:\/(?:[^~/]|~[01])*)+$/, { error: 'a JSON Pointer is wanted: /a/b' });
const probe = z.string().regex(/^[A-Za-z0-9_-]{1,32}$/, { error: '1 to 32 of A-Z a-z 0-9 _ - are wanted' });

const temperature = z.strictObject({
  probe,
  pointer,
  unit: z.enum(['celsius', 'fahrenheit', 'kelvin']),
  /** What the number is multiplied by before it is in `unit`: 0.1 where 41 means 4.1 degrees. */
  scale: z.number().positive().default(1),
});

export const mappingSchema = z
  .strictObject({
    /**
     * Who it is about: a place in the message, or a level of the topic (0 the first, -1 the last). Left out: the sender
     * itself.
     */
    address: z.union([pointer, z.strictObject({ topicLevel: z.int() })]).optional(),
    /**
     * A list of records in the message, each as if it were a message of its own; what a record does not have is looked for
     * in the whole message. '': the message is the list. Left out: the message is the one record.
     */
    records: z.union([z.literal(''), pointer]).optional(),
    /** When it was measured. Left out: at arrival. */
    at: z.strictObject({ pointer, as: z.enum(['iso', 'seconds', 'milliseconds']) }).optional(),
    temperatures: z.array(temperature).min(1),
    /** What goes with each temperature of the record: percent, true for an open door and for power on, degrees. */
    beside: z
      .strictObject({
        humidity: pointer.optional(),
        battery: pointer.optional(),
        door: pointer.optional(),
        power: pointer.optional(),
        lat: pointer.optional(),
        lon: pointer.optional(),
      })
      .default({}),
  })
  .refine(({ temperatures }) => new Set(temperatures.map((one) => one.probe)).size === temperatures.length, {
    error: 'a probe is there twice',
    path: ['temperatures'],
  });

export type Mapping = Readonly<z.output<typeof mappingSchema>>;
