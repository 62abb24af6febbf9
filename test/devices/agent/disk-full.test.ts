import { existsSync, readFileSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { AgentDevice } from '../../../devices/agent/device.ts';
import { ShiftedTime } from './driven-time.ts';
import { smallDisk } from './full-disk.ts';
import { DAY, MINUTE, openDevice, roundsOf } from './house.ts';
import { Wire } from './wire-cut.ts';
import { compare, DEVICE, login, openWorld, type Truth, WATCH } from './world.ts';

const SIZE_KIB = 512;
const probe = smallDisk(SIZE_KIB);
probe?.unmount();
if (probe === null) console.warn('Not tried here, for no disk can be mounted: an agent on a full disk');

test.skipIf(probe === null)(
  'a disk that is really full: the oldest stays, what is thinned or lost is counted and told, the lamp burns, and with the network back all is well without a restart',
  async () => {
    const disk = smallDisk(SIZE_KIB);
    if (disk === null) throw new Error('It could be mounted before');
    onTestFinished(() => disk.unmount());
    const service = await openWorld();
    onTestFinished(() => service.close());
    const wire = await Wire.open(service.port);
    onTestFinished(() => wire.close());
    const lamp = join(tmpdir(), `giulanh-lamp-${process.pid}`);
    onTestFinished(() => (existsSync(lamp) ? unlinkSync(lamp) : undefined));
    const time = new ShiftedTime(-30 * DAY);
    const was: Truth[] = [];
    const start = () =>
      openDevice({
        ...{ folder: disk.folder, time, id: DEVICE, url: `mqtt://127.0.0.1:${wire.port}`, options: login },
        // It was promised far more than there is: the disk itself says no.
        ...{ bytesMost: 64_000_000, backoffFirst: 50, watches: [WATCH] },
        outputs: [{ kind: 'file', path: lamp, on: '1', off: '0', levels: ['disk'] }],
      });
    let thinned = 0;
    let kept = 0;
    const measure = (device: AgentDevice, celsius: number) => {
      const at = time.wall();
      const before = device.keeping.kept;
      device.take([{ probe: '1', celsius }]);
      if (device.keeping.kept > before) {
        kept++;
        was.push({ at, probe: '1', celsius });
      }
    };
    let device = start();
    let rounds = 0;
    const swing = () => Math.round((5 + 2 * Math.sin(rounds / 30)) * 100) / 100;
    // What others fill of it counts as well.
    writeFileSync(join(disk.folder, 'other'), Buffer.alloc(64 * 1024));
    for (; device.keeping.trouble !== 'full'; rounds++) {
      if (rounds > 30_000) throw new Error('It was never full');
      measure(device, swing());
      time.advance(MINUTE);
    }
    thinned = device.keeping.thinned;
    await device.look();
    expect(readFileSync(lamp, 'utf8')).toBe('1');
    expect(thinned).toBeGreaterThan(0);
    expect(statfsSync(disk.folder).bavail * statfsSync(disk.folder).bsize).toBeLessThan(16 * 1024);
    for (let i = 0; i < 30; i++, rounds++) {
      measure(device, swing());
      time.advance(MINUTE);
    }
    const lost = device.keeping.lost?.rounds ?? 0;
    expect(lost).toBeGreaterThanOrEqual(1);
    expect(kept + thinned + lost).toBeGreaterThanOrEqual(rounds - (device.keeping.thinned - thinned));
    // A kill now; the next start finds everything, and what was lost.
    const places = roundsOf(device).map(({ boot, seq }) => `${boot}/${seq}`);
    device = start();
    expect(roundsOf(device).map(({ boot, seq }) => `${boot}/${seq}`)).toEqual(places);
    expect(device.keeping.lost?.rounds).toBe(lost);
    expect(places).toHaveLength(kept);
    time.advance(-time.shift);
    wire.mend();
    device.start();
    await device.uplink.drained();
    measure(device, 12.34);
    expect(device.keeping.lost).toBeNull();
    expect(roundsOf(device).at(-1)).toMatchObject({ lost: { rounds: lost }, readings: [{ celsius: 12.34 }] });
    await device.uplink.drained();
    await device.look();
    expect([device.keeping.trouble, readFileSync(lamp, 'utf8')]).toEqual(['none', '0']);
    await device.close();
    const told = await service.all<{ reason: string; detail: string }>({ type: 'rejected' });
    expect(told).toMatchObject([
      { reason: 'LOST_BY_DEVICE', detail: expect.stringContaining(`rounds=${lost}`) },
    ]);
    const { missing, doubled, stored } = await compare(service, was, 2_500);
    expect({ missing, doubled, stored }).toEqual({ missing: 0, doubled: 0, stored: kept });
    console.info(
      `disk of ${SIZE_KIB} KiB: ${rounds} rounds measured, ${kept} kept, ${device.keeping.thinned + thinned} thinned, ${lost} lost and told`,
    );
  },
);
