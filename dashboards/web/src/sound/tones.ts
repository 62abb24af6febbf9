/** The sounds: made in the page, so that nothing has to be loaded when it matters. */

let context: AudioContext | null = null;

/** Tries to make sound possible; browsers want one tap for that. A kiosk may allow it from the start. */
export async function unlock(): Promise<boolean> {
  context ??= new AudioContext();
  try {
    // Without a tap `resume` may stay pending for ever.
    await Promise.race([context.resume(), new Promise((done) => setTimeout(done, 300))]);
  } catch {
    return false;
  }
  return context.state === 'running';
}

type Note = { hertz: number; at: number; seconds: number };

const ALARM: Note[] = [0, 0.5, 1].flatMap((at) => [
  { hertz: 880, at, seconds: 0.2 },
  { hertz: 659, at: at + 0.22, seconds: 0.2 },
]);
const WARNING: Note[] = [{ hertz: 587, at: 0, seconds: 0.35 }];
const ALLOWED: Note[] = [
  { hertz: 659, at: 0, seconds: 0.12 },
  { hertz: 988, at: 0.13, seconds: 0.22 },
];
const BLOCKED: Note[] = [0, 0.28, 0.56].map((at) => ({ hertz: 196, at, seconds: 0.22 }));
const UNKNOWN: Note[] = [
  { hertz: 440, at: 0, seconds: 0.15 },
  { hertz: 440, at: 0.3, seconds: 0.15 },
];

export const TONES = { alarm: ALARM, warning: WARNING, allowed: ALLOWED, blocked: BLOCKED, unknown: UNKNOWN };

/** Plays when sound is unlocked; otherwise nothing happens. */
export function play(tone: keyof typeof TONES): void {
  const audio = context;
  if (audio?.state !== 'running') return;
  for (const { hertz, at, seconds } of TONES[tone]) {
    const oscillator = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + at;
    oscillator.type = tone === 'blocked' ? 'sawtooth' : 'triangle';
    oscillator.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.35, start + 0.015);
    volume.gain.setValueAtTime(0.35, start + seconds - 0.04);
    volume.gain.linearRampToValueAtTime(0, start + seconds);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  }
}
