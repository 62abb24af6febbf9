/**
 * Thermometers on a 1-Wire bus, as the Linux kernel's w1_therm shows them: `w1_slave` holds the scratchpad twice, with the verdict on
 * its CRC (`YES`) and the temperature in thousandths (`t=4062`).
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sample } from '../round.ts';
import type { SourceOf } from '../settings.ts';
import { PolledSource } from './polled.ts';
import type { Source, Trouble } from './types.ts';

/** DS18B20: what the scratchpad holds after power-on, and what drivers give where nobody answers (devices/profiles/ds18b20.json). */
const FAULTS_MILLI = new Set([85_000, -127_000]);

export function oneWireSource(settings: SourceOf<'one-wire'>, trouble: Trouble): Source {
  const read = async (): Promise<Sample[]> => {
    const samples: Sample[] = [];
    // One after the other: a bus carries one conversation at a time.
    for (const [sensor, probe] of Object.entries(settings.probes)) {
      const milli = await readSensor(join(settings.folder, sensor, 'w1_slave'), sensor, trouble);
      samples.push({ probe, celsius: milli === null ? null : milli / 1000 });
    }
    return samples;
  };
  return new PolledSource(settings.everySeconds, read, trouble);
}

async function readSensor(path: string, sensor: string, trouble: Trouble): Promise<number | null> {
  try {
    const milli = readScratchpad(await readFile(path, 'latin1'));
    if (milli === null) trouble('A 1-Wire sensor answered nonsense', { sensor });
    return milli;
  } catch (error) {
    trouble('A 1-Wire sensor does not answer', { sensor, why: (error as NodeJS.ErrnoException).code });
    return null;
  }
}

/** Thousandths of a degree; null where the CRC was wrong or the value means "no measurement". */
export function readScratchpad(text: string): number | null {
  const found = /crc=[0-9a-f]{2} YES\n.*\bt=(-?\d+)\s*$/.exec(text);
  if (found === null) return null;
  const milli = Number(found[1]);
  return FAULTS_MILLI.has(milli) ? null : milli;
}
