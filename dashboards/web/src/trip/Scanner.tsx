/** Scanning with the phone's camera, on the phone itself. Typing is always one tap away beside it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { tripWords } from './words.ts';

/** A cheap phone needs some 100 ms for a frame; between two it must stay usable. */
const PAUSE_MS = 120;
/** Longer edge of what is read: enough for a code of a hundred modules that fills half the picture. */
const EDGE_MOST = 1280;

type Props = { label?: string; onCode: (text: string) => void };

export function Scanner({ label, onCode }: Props) {
  const isOpen = useSignal(false);
  const failed = useSignal(false);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const { handoff } = tripWords.value;

  useEffect(() => {
    if (!isOpen.value) return;
    const stop = scan(
      video.current,
      (text) => latest.current(text),
      () => {
        failed.value = true;
        isOpen.value = false;
      },
    );
    return stop;
  }, [isOpen.value]);

  return (
    <div class="scanner">
      {isOpen.value && (
        <>
          <video ref={video} class="scanner-view" muted playsInline aria-label={handoff.scanning} />
          <p role="status">{handoff.scanning}</p>
        </>
      )}
      {failed.value && (
        <p class="trouble" role="alert">
          {handoff.noCamera}
        </p>
      )}
      <button
        type="button"
        class={isOpen.value ? 'secondary' : 'primary'}
        onClick={() => {
          failed.value = false;
          isOpen.value = !isOpen.peek();
        }}
      >
        <Icon name="scan" />
        {isOpen.value ? handoff.scanStop : (label ?? handoff.scanStart)}
      </button>
    </div>
  );
}

/** Reads frame after frame until stopped; tells each code once while it stays in the picture. */
function scan(
  video: HTMLVideoElement | null,
  onCode: (text: string) => void,
  onFailure: () => void,
): () => void {
  let stream: MediaStream | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  let last = '';
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  };
  const begin = async () => {
    const { readCodes } = await import('./read-codes.ts');
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: EDGE_MOST } },
    });
    if (isOver || video === null) return stop();
    video.srcObject = stream;
    await video.play();
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d', { willReadFrequently: true });
    const look = async () => {
      if (isOver || context === null) return;
      const { videoWidth, videoHeight } = video;
      if (videoWidth > 0) {
        const scale = Math.min(1, EDGE_MOST / Math.max(videoWidth, videoHeight));
        canvas.width = Math.round(videoWidth * scale);
        canvas.height = Math.round(videoHeight * scale);
        context.drawImage(video, 0, 0, canvas.width, canvas.height);
        for (const text of await readCodes(context.getImageData(0, 0, canvas.width, canvas.height))) {
          if (isOver || text === last) continue;
          last = text;
          navigator.vibrate?.(60);
          onCode(text);
        }
      }
      timer = setTimeout(() => void look(), PAUSE_MS);
    };
    await look();
  };
  begin().catch(() => {
    stop();
    onFailure();
  });
  return stop;
}
