/**
 * What the page notes about itself while it is measured. It runs before the page's own code and keeps only what is long,
 * so that the measuring does not grow the heap that it measures.
 *
 * Which frame counts: the time between two animation frames, for that is what a person sees, whoever caused it. Beside it
 * stand the browser's own `long-animation-frame` entries: their duration is what the page's code, style and layout
 * took; a gap without one was the machine's (the browser was not given a processor).
 */

export type Gap = { readonly at: number; readonly ms: number };
export type LongFrame = Gap & { readonly script: string };
export type Noted = {
  /** Every gap between two animation frames over `GAP_KEPT_MS`. */
  gaps: Gap[];
  frames: number;
  longFrames: LongFrame[];
  /** Characters of text that came over WebSockets, and messages. */
  socketChars: number;
  socketBytes: number;
  messages: number;
};

declare global {
  var noted: Noted;
}

export function noteFrames(): void {
  const GAP_KEPT_MS = 40;
  const noted: Noted = {
    gaps: [],
    frames: 0,
    longFrames: [],
    socketChars: 0,
    socketBytes: 0,
    messages: 0,
  };
  globalThis.noted = noted;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    noted.frames++;
    if (now - last > GAP_KEPT_MS) noted.gaps.push({ at: last, ms: now - last });
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const observe = (type: string, hear: (entry: PerformanceEntry) => void) => {
    if (PerformanceObserver.supportedEntryTypes.includes(type))
      new PerformanceObserver((list) => list.getEntries().forEach(hear)).observe({ type, buffered: false });
  };
  observe('long-animation-frame', (entry) => {
    const { startTime, duration, scripts } = entry as PerformanceEntry & {
      scripts: { duration: number; invoker: string; sourceFunctionName: string }[];
    };
    const [longest] = [...scripts].sort((a, b) => b.duration - a.duration);
    noted.longFrames.push({
      at: startTime,
      ms: duration,
      script: longest === undefined ? '' : `${longest.invoker} ${longest.sourceFunctionName}`,
    });
  });
  const bytes = new TextEncoder();
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        const text = String(data);
        noted.messages++;
        noted.socketChars += text.length;
        // One in sixteen is counted in bytes: enough for the share of letters that take more than one.
        if (noted.messages % 16 === 1) noted.socketBytes += bytes.encode(text).length / text.length;
      });
    }
  };
}

/** The gaps since the last time, the counts since the beginning, and the page's clock; no list stays in the page. */
export function takeNotes(): Noted & { now: number; origin: number } {
  const taken = { ...globalThis.noted, now: performance.now(), origin: performance.timeOrigin };
  Object.assign(globalThis.noted, { gaps: [], longFrames: [] });
  return taken;
}
