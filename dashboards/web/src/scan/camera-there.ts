/** Is there a camera that may be opened without being asked for? A person who closed it here does not want it. */
import { signal } from '@preact/signals';
import { remember, remembered } from '../remember.ts';

/** Null until it is known. */
export const opensAtOnce = signal<boolean | null>(null);
export const hasCamera = signal(false);

export async function lookForCamera(): Promise<void> {
  try {
    const found = await navigator.mediaDevices.enumerateDevices();
    hasCamera.value = found.some(({ kind }) => kind === 'videoinput');
    const permission = await navigator.permissions
      ?.query({ name: 'camera' as PermissionName })
      .then(({ state }) => state)
      .catch(() => 'prompt');
    // Whoever said no once is not asked again; the button is there for a change of mind.
    opensAtOnce.value = hasCamera.peek() && permission !== 'denied' && remembered('gate-camera') !== 'off';
  } catch {
    // No secure page or no such thing: typing and hand-held scanners work everywhere.
    opensAtOnce.value = false;
  }
}

export function wantCamera(isWanted: boolean): void {
  remember('gate-camera', isWanted ? 'on' : 'off');
  opensAtOnce.value = isWanted;
}
