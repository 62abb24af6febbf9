/** The payload formats by name: a profile says which of them its device speaks. */
import { chirpstack } from './chirpstack.ts';
import { draginoLht65 } from './dragino-lht65.ts';
import { decodeDs01, decodeDs01ByAppliance } from './ds01.ts';
import { esphome } from './esphome.ts';
import { jsonMapping } from './json-mapping.ts';
import { milesightEm300, milesightEm320 } from './milesight.ts';
import { ruuviGateway } from './ruuvi-gateway.ts';
import { senml } from './senml.ts';
import { shelly } from './shelly.ts';
import { shellyGen1 } from './shelly-gen1.ts';
import { sparkplugB } from './sparkplug-b.ts';
import { tasmota } from './tasmota.ts';
import { teltonika } from './teltonika.ts';
import { thingsStack } from './things-stack.ts';
import type { Decoder } from './types.ts';
import { zigbee2mqtt } from './zigbee2mqtt.ts';

/**
 * `giulanh` is this service's own format and is read where messages come in, without a detour (src/telemetry/message.ts).
 */
export const DECODERS: Readonly<Record<string, Decoder>> = {
  ds01: decodeDs01,
  'ds01-appliance': decodeDs01ByAppliance,
  senml,
  chirpstack,
  'things-stack': thingsStack,
  'milesight-em300': milesightEm300,
  'milesight-em320': milesightEm320,
  'dragino-lht65': draginoLht65,
  zigbee2mqtt,
  tasmota,
  shelly,
  'shelly-gen1': shellyGen1,
  esphome,
  'ruuvi-gateway': ruuviGateway,
  'sparkplug-b': sparkplugB,
  teltonika,
  'json-mapping': jsonMapping,
};
