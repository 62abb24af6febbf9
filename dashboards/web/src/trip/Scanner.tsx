/** Scanning with the phone's camera, on the phone itself. Typing is always one tap away beside it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { watch } from './camera.ts';
import { cameraWords } from './camera-words.ts';
import { tripWords } from './words.ts';

type Props = { label?: string; onCode: (text: string) => unknown };

export function Scanner({ label, onCode }: Props) {
  const isOpen = useSignal(false);
  const failed = useSignal(false);
  const nothing = useSignal(false);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const { handoff } = tripWords.value;

  useEffect(() => {
    if (!isOpen.value) return;
    nothing.value = false;
    return watch(video.current, {
      onCode: (text) => latest.current(text),
      onNothing: (isNothing) => {
        nothing.value = isNothing;
      },
      onFailure: () => {
        failed.value = true;
        isOpen.value = false;
      },
    });
  }, [isOpen.value]);

  return (
    <div class="scanner">
      {isOpen.value && (
        <>
          <video ref={video} class="scanner-view" muted playsInline aria-label={handoff.scanning} />
          <p role="status">{nothing.value ? cameraWords.value.nothingRead : handoff.scanning}</p>
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
