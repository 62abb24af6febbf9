/** Reading codes off the phone's camera, frame after frame, until it is stopped. */

/** A cheap phone needs some 100 ms for a frame; between two it must stay usable. */
const PAUSE_MS = 120;
/** Longer edge of what is read: enough for a code of a hundred modules that fills half the picture. */
const EDGE_MOST = 1280;
/** A code that was out of the picture for so long and comes back is another one of its kind: the next carton of a lot. */
const GONE_MS = 2_000;
/** So long without any code, and a person is told what helps. */
const NOTHING_MS = 5_000;

type Watcher = {
  /** Each code once while it stays in the picture; the next one only when this is done. */
  onCode: (text: string) => unknown;
  /** True when nothing has been read for a while, false with the next code. */
  onNothing: (isNothing: boolean) => void;
  /** The camera or the reader cannot be had; it is stopped then. */
  onFailure: () => void;
  /** The camera has a lamp, and this is its switch. */
  onTorch?: (light: Light) => void;
};
export type Light = (isOn: boolean) => void;

export function watch(
  video: HTMLVideoElement | null,
  { onCode, onNothing, onFailure, onTorch }: Watcher,
): () => void {
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let readAt = 0;
  const seenAt = new Map<string, number>();
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const tell = async (text: string) => {
    const now = performance.now();
    const isNew = now - (seenAt.get(text) ?? Number.NEGATIVE_INFINITY) > GONE_MS;
    seenAt.set(text, now);
    if (!isNew) return;
    navigator.vibrate?.(60);
    await onCode(text);
    // What it changed is on the screen before the next code of the same picture comes.
    await new Promise((resolve) => setTimeout(resolve));
  };
  const begin = async () => {
    const { readCodes } = await import('./read-codes.ts');
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: EDGE_MOST } },
    });
    if (isOver || video === null) return stop();
    video.srcObject = stream;
    await video.play();
    const light = lightOf(stream);
    if (light !== null) onTorch?.(light);
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });
    readAt = performance.now();
    const look = async () => {
      const { videoWidth, videoHeight } = video;
      if (context !== null && videoWidth > 0) {
        const scale = Math.min(1, EDGE_MOST / Math.max(videoWidth, videoHeight));
        canvas.width = Math.round(videoWidth * scale);
        canvas.height = Math.round(videoHeight * scale);
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        const texts = await readCodes(context.getImageData(0, 0, canvas.width, canvas.height));
        if (texts.length > 0) readAt = performance.now();
        if (!isOver) onNothing(performance.now() - readAt > NOTHING_MS);
        for (const text of texts) if (!isOver) await tell(text);
      }
      if (!isOver) timer = setTimeout(() => look().catch(fail), PAUSE_MS);
    };
    await look();
  };
  const fail = () => {
    if (isOver) return;
    stop();
    onFailure();
  };
  begin().catch(fail);
  return stop;
}

/** The lamp beside the camera; null where there is none, or the browser cannot switch it. */
function lightOf(stream: MediaStream): Light | null {
  const [track] = stream.getVideoTracks();
  const can = track?.getCapabilities?.() as (MediaTrackCapabilities & { torch?: boolean }) | undefined;
  if (track === undefined || can?.torch !== true) return null;
  return (isOn) => {
    const wanted = { advanced: [{ torch: isOn }] } as unknown as MediaTrackConstraints;
    // A lamp that does not light leaves the camera as it is.
    void track.applyConstraints(wanted).catch(() => {});
  };
}
