/** The payload formats by name: a profile says which of them its device speaks. */
import { chirpstack } from './chirpstack.ts';
import { draginoLht65 } from './dragino-lht65.ts';
import { decodeDs01, decodeDs01ByAppliance } from './ds01.ts';
import { milesight } from './milesight.ts';
import { senml } from './senml.ts';
import { thingsStack } from './things-stack.ts';
import type { Decoder } from './types.ts';

/**
 * `giulanh` is this service's own format and is read where messages come in, without a detour (src/telemetry/message.ts).
 */
export const DECODERS: Readonly<Record<string, Decoder>> = {
  ds01: decodeDs01,
  'ds01-appliance': decodeDs01ByAppliance,
  senml,
  chirpstack,
  'things-stack': thingsStack,
  milesight,
  'dragino-lht65': draginoLht65,
};
