/** The payload formats by name: a profile says which of them its device speaks. */
import type { Decoder } from './types.ts';

/**
 * `giulanh` is this service's own format and is read where messages come in, without a detour (src/telemetry/message.ts).
 */
export const DECODERS: Readonly<Record<string, Decoder>> = {};
