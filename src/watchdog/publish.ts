/** Brings one reading of the service's own device in by the same door as every device: TCP, CONNECT, PUBLISH, PUBACK. */
import { connectAsync } from 'mqtt';
import { CANARY_DEVICE } from '../fleet/service-device.ts';
import type { UtcMs } from '../thermal/types.ts';

const CONNECT_WITHIN = 10_000;
const ACK_WITHIN = 20_000;

export type Publishing = { readonly host: string; readonly port: number; readonly secret: string };
export type Sample = { readonly run: number; readonly at: UtcMs };

/** Resolves when it was acknowledged: then it is on the disk. Rejects with what went wrong. */
export async function publish({ host, port, secret }: Publishing, { run, at }: Sample): Promise<void> {
  const client = await connectAsync({
    host,
    port,
    protocol: 'mqtt',
    protocolVersion: 4,
    clientId: CANARY_DEVICE,
    username: CANARY_DEVICE,
    password: secret,
    reconnectPeriod: 0,
    connectTimeout: CONNECT_WITHIN,
  });
  try {
    const payload = JSON.stringify({ boot: 0, seq: run, readings: [{ at, celsius: 5 }] });
    const acknowledged = client.publishAsync(`giulanh/v1/${CANARY_DEVICE}/telemetry`, payload, { qos: 1 });
    await Promise.race([acknowledged, late()]);
  } finally {
    client.end(true);
  }
}

const late = (): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no PUBACK within ${ACK_WITHIN} ms`)), ACK_WITHIN).unref();
  });
