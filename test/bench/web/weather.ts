/** What a device of the measurements reports at a moment: most are calm, some leave their range for a while, a few stay out. Pure. */

/** Every 250th unit is warm for good: its alarm opens, and stays. */
const BROKEN = 250;
/** Every 20th leaves its range for half a minute in five, each at its own time: tiles change their place all the time. */
const RESTLESS = 20;
const PERIOD_MS = 300_000;
const OUT_MS = 30_000;

/** °C to the hundredth. */
export function celsiusAt(unit: number, at: number): number {
  const wave = Math.sin(at / 240_000 + unit * 0.7) * 0.8 + Math.sin(at / 7_000 + unit) * 0.2;
  const calm = 4 + (unit % 10) * 0.15 + wave;
  const isOut = unit % RESTLESS === 7 && (at + unit * 1_733) % PERIOD_MS < OUT_MS;
  const value = unit % BROKEN === 100 ? calm + 8 : isOut ? calm + 4.5 : calm;
  return Math.round(value * 100) / 100;
}

const FIVE_MINUTES = 300_000;
/** The hours before the measurement, in steps of five minutes: in range everywhere, so that alarms come when they are measured. */
export function pastOf(unit: number, now: number, hours: number): { at: number; celsius: number }[] {
  const steps = (hours * 3_600_000) / FIVE_MINUTES;
  return Array.from({ length: steps }, (_, k) => {
    const at = Math.floor(now / FIVE_MINUTES - steps + k) * FIVE_MINUTES;
    return { at, celsius: Math.round((4.5 + Math.sin(at / 2_400_000 + unit) * 1.2) * 100) / 100 };
  });
}
