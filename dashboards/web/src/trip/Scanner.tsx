/** Scanning with the phone's camera, on the phone itself. Typing is always one tap away beside it. */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../look/Icon.tsx';
import { type Light, watch } from './camera.ts';
import { cameraWords } from './camera-words.ts';
import { tripWords } from './words.ts';

type Props = {
  label?: string;
  onCode: (text: string) => unknown;
  /** Opens without being asked to. */
  opensAtOnce?: boolean;
  /** A person opened or closed it. */
  onSwitch?: (isOpen: boolean) => void;
};

export function Scanner({ label, onCode, opensAtOnce = false, onSwitch }: Props) {
  const isOpen = useSignal(opensAtOnce);
  const light = useSignal<Light | null>(null);
  const isLit = useSignal(false);
  const failed = useSignal(false);
  const nothing = useSignal(false);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef(onCode);
  latest.current = onCode;
  const { handoff } = tripWords.value;

  useEffect(() => {
    if (!isOpen.value) return;
    nothing.value = false;
    light.value = null;
    isLit.value = false;
    return watch(video.current, {
      onCode: (text) => latest.current(text),
      onNothing: (isNothing) => {
        nothing.value = isNothing;
      },
      onTorch: (found) => {
        light.value = found;
      },
      onFailure: () => {
        failed.value = true;
        isOpen.value = false;
      },
    });
  }, [isOpen.value]);

  return (
    <div class="camera-box">
      {isOpen.value && (
        <>
          <video ref={video} class="camera-view" muted playsInline aria-label={handoff.scanning} />
          <p role="status">{nothing.value ? cameraWords.value.nothingRead : handoff.scanning}</p>
        </>
      )}
      {isOpen.value && light.value !== null && (
        <button
          type="button"
          class="secondary"
          aria-pressed={isLit.value}
          onClick={() => {
            isLit.value = !isLit.peek();
            light.peek()?.(isLit.peek());
          }}
        >
          <Icon name="sun" />
          {isLit.value ? cameraWords.value.torchOff : cameraWords.value.torchOn}
        </button>
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
          onSwitch?.(isOpen.peek());
        }}
      >
        <Icon name="scan" />
        {isOpen.value ? handoff.scanStop : (label ?? handoff.scanStart)}
      </button>
    </div>
  );
}
