/** Which devices may connect, by the socket thread's own copy of the registry: asked for every CONNECT, never per message. */
import { profiles, speaksOurs } from '../../devices/profiles/profiles.ts';
import {
  certificateOpens,
  isShut,
  type Opened,
  type ShownCertificate,
  secretOpens,
} from '../fleet/identity.ts';
import { verifySecret } from '../fleet/secrets.ts';
import type { Device } from '../fleet/types.ts';
import type { Credentials } from '../mqtt/ports.ts';
import type { UtcMs } from '../thermal/types.ts';

export class SignIn implements Credentials {
  readonly #clock: () => UtcMs;
  readonly #onFirstUse: (device: string, fingerprint: string | null) => void;
  #devices = new Map<string, Device>();

  /** @param onFirstUse a secret (null) or certificate that was to follow was used */
  constructor(
    clock: () => UtcMs,
    onFirstUse: (device: string, fingerprint: string | null) => void = () => {},
  ) {
    this.#clock = clock;
    this.#onFirstUse = onFirstUse;
  }

  verify(device: string, secret: Uint8Array): boolean {
    const known = this.#devices.get(device);
    // What is carried by another speaks through that alone.
    if (known === undefined || known.via !== undefined) return false;
    return this.#used(
      device,
      null,
      secretOpens(known, (hash) => verifySecret(hash, secret), this.#clock()),
    );
  }

  verifyCertificate(device: string, shown: ShownCertificate): boolean {
    const known = this.#devices.get(device);
    if (known === undefined || known.via !== undefined) return false;
    return this.#used(device, shown.fingerprint, certificateOpens(device, known, shown, this.#clock()));
  }

  #used(device: string, fingerprint: string | null, opened: Opened | null): boolean {
    if (opened === 'next') this.#onFirstUse(device, fingerprint);
    return opened !== null;
  }

  knows(device: string): boolean {
    return this.#devices.has(device);
  }

  speaksForeign(device: string): boolean {
    return !speaksOurs(profiles.get(this.#devices.get(device)?.profile ?? ''));
  }

  /** Null: there is no such device. */
  profileOf(device: string): string | null {
    return this.#devices.get(device)?.profile ?? null;
  }

  /** Takes the registry as it is now; answers whose connections stand on what no longer holds. */
  replace(devices: readonly Device[]): string[] {
    const before = this.#devices;
    this.#devices = new Map(devices.map((device) => [device.id, device]));
    return [...before.values()].filter((former) => this.#isOther(former)).map(({ id }) => id);
  }

  #isOther(former: Device): boolean {
    const now = this.#devices.get(former.id);
    if (now === undefined || isShut(now, this.#clock())) return true;
    const isCarried = now.via !== undefined;
    return (
      // The secret that was to follow took its place with its first use: that connection is the one that stays.
      (now.secretHash !== former.secretHash && now.secretHash !== former.identity?.next?.secretHash) ||
      isCarried !== (former.via !== undefined) ||
      speaksOurs(profiles.get(now.profile)) !== speaksOurs(profiles.get(former.profile))
    );
  }
}
