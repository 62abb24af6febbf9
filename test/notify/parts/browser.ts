/** A browser that took a push subscription: decrypts what comes as RFC 8291 says, and checks who sent it as RFC 8292 says. */
import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from 'node:crypto';

const hmac = (key: Buffer, text: Buffer): Buffer => createHmac('sha256', key).update(text).digest();
/** HKDF with SHA-256 for at most 32 bytes. */
const derive = (salt: Buffer, secret: Buffer, info: Buffer, length: number): Buffer =>
  hmac(hmac(salt, secret), Buffer.concat([info, Buffer.from([1])])).subarray(0, length);

export class Browser {
  readonly #pair = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly keys: { readonly p256dh: string; readonly auth: string };

  constructor() {
    this.keys = {
      p256dh: this.#pair.generateKeys().toString('base64url'),
      auth: this.#auth.toString('base64url'),
    };
  }

  /** @param sealed a body in `aes128gcm`. Throws when it is for somebody else or was changed. */
  open(sealed: Buffer): unknown {
    const salt = sealed.subarray(0, 16);
    const idLength = sealed.readUInt8(20);
    const sender = sealed.subarray(21, 21 + idLength);
    const record = sealed.subarray(21 + idLength);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#pair.getPublicKey(), sender]);
    const secret = derive(this.#auth, this.#pair.computeSecret(sender), info, 32);
    const key = derive(salt, secret, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(salt, secret, Buffer.from('Content-Encoding: nonce\0'), 12);
    const cipher = createDecipheriv('aes-128-gcm', key, nonce);
    cipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([cipher.update(record.subarray(0, -16)), cipher.final()]);
    return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString());
  }
}

/** What the token in `Authorization: vapid t=…, k=…` claims, when the key `k` signed it. */
export function vapidClaims(authorization: string): { key: string; claims: Record<string, unknown> } {
  const [, token = '', key = ''] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head = '', body = '', signature = ''] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const holds = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  if (!holds) throw new Error('the token is not signed by the key beside it');
  return { key, claims: JSON.parse(Buffer.from(body, 'base64url').toString()) };
}
