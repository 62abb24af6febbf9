/** Under which keys is a device's silence looked up? Every message asks, so they are made once. */
import { deviceSilentKey } from '../alerts/conditions.ts';

type Keys = {
  /** Of the alert that it is silent. */
  readonly silent: string;
  /** Of the moment at which it will be. */
  readonly deadline: string;
};

/** More than any registry has; names of foreign brokers must not fill the memory. */
const MOST = 100_000;

export class DeviceKeys {
  readonly #known = new Map<string, Keys>();

  of(device: string): Keys {
    const known = this.#known.get(device);
    if (known !== undefined) return known;
    if (this.#known.size >= MOST) this.#known.clear();
    const made = { silent: deviceSilentKey(device), deadline: `device:${device}` };
    this.#known.set(device, made);
    return made;
  }
}
