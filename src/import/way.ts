/** How a file was read where it leaves something open: what a person said once, remembered for the device's next file. */
import type { TemperatureUnit } from '../../devices/loggers/types.ts';

export type ReadingWay = {
  /** IANA name: by whose clock its times are. */
  readonly zone: string;
  /** Only where the file does not state it. */
  readonly temperature?: TemperatureUnit | undefined;
  readonly column?: string | undefined;
  readonly dates?: 'dmy' | 'mdy' | undefined;
};
