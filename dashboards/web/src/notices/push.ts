/** Web Push of this browser: whether it can, whether it does, and turning it on and off. */
import { call, type Failure } from '../api/http.ts';
import { registerWorker } from '../trip/worker.ts';

/** `off`: nothing stands in the way but that nobody has turned it on. */
export type Standing = 'unsupported' | 'insecure' | 'denied' | 'off' | 'on';
/** Why it could not be turned on: what stands in the way, the service's own reason, or that the browser's service is silent. */
export type Hindrance = 'unsupported' | 'insecure' | 'denied' | 'dismissed' | 'failed' | Failure;

export function possible(): 'unsupported' | 'insecure' | 'denied' | null {
  if (!isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis))
    return 'unsupported';
  return Notification.permission === 'denied' ? 'denied' : null;
}

/** What this browser is subscribed with, or null. */
export async function present(): Promise<PushSubscription | null> {
  if (possible() !== null) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Null: done. Asks the person, so that it must be called from a press. */
export async function turnOn(label: string): Promise<Hindrance | null> {
  const hindered = possible();
  if (hindered !== null) return hindered;
  const allowed = await Notification.requestPermission();
  if (allowed !== 'granted') return allowed === 'denied' ? 'denied' : 'dismissed';
  const asked = await call<{ key: string }>('/push/key');
  if (!asked.ok) return asked;
  await registerWorker();
  const subscription = await subscribed(asked.value.key);
  if (subscription === null) return 'failed';
  const answer = await call('/push/subscriptions', {
    method: 'POST',
    body: { ...subscription.toJSON(), label },
  });
  return answer.ok ? null : answer;
}

async function subscribed(key: string): Promise<PushSubscription | null> {
  try {
    const { pushManager } = await navigator.serviceWorker.ready;
    const options = { userVisibleOnly: true, applicationServerKey: key };
    return await pushManager.subscribe(options).catch(async () => {
      // A subscription for a key that the service had before must go first.
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(options);
    });
  } catch {
    return null;
  }
}

export async function turnOff(): Promise<void> {
  await (await present())?.unsubscribe();
}

/** What a person knows this browser by, until they give it another name: `Chrome, Android`. */
export function nameOfBrowser(agent: string): string {
  const browser = [
    [/Edg\//, 'Edge'],
    [/SamsungBrowser\//, 'Samsung Internet'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ] as const;
  const system = [
    [/Android/, 'Android'],
    [/iPhone/, 'iPhone'],
    [/iPad/, 'iPad'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'Mac'],
    [/Linux/, 'Linux'],
  ] as const;
  const found = [browser, system].map((list) => list.find(([sign]) => sign.test(agent))?.[1]);
  return found.filter((word) => word !== undefined).join(', ') || 'Web';
}
