/** What administrators ask and do about devices, vaccines and the description of the province as a whole. */
import type { DeviceState } from './registry-views.ts';

type Page = { cursor?: string | undefined; limit?: number | undefined };

export type RegistryQuery =
  /** The registry as a province description, without secrets and passwords. */
  | { type: 'province.describe' }
  /** `text`: words of the id, the unit's or the place's name. */
  | ({
      type: 'devices';
      text?: string | undefined;
      unit?: string | undefined;
      profile?: string | undefined;
      state?: DeviceState | undefined;
      /** `none`: no calibration is on record. */
      calibration?: 'overdue' | 'soon' | 'none' | undefined;
    } & Page)
  /** How many of them are how. */
  | { type: 'devices.counts' }
  | { type: 'device'; id: string }
  /** What a device sent that was not taken, the newest first. */
  | ({ type: 'device.rejected'; id: string } & Page)
  /** Whom gateways and foreign brokers speak of that is in no registry. */
  | ({ type: 'heard'; sender?: string | undefined } & Page)
  /** `text`: words of the name or the GTIN. */
  | ({ type: 'products'; text?: string | undefined } & Page)
  | { type: 'product'; gtin: string }
  /** The vaccines that the service knows by itself. */
  | { type: 'catalogue' };

export type RegistryCommand =
  /** A new secret, answered this once; from then on the former one opens nothing. */
  { type: 'device.secret'; device: string };
