/** Why is there no connection to a broker? In one of few words, with what was said beside it. */
import type { BridgeTrouble } from '../alerts/service.ts';

export type Trouble = { readonly why: BridgeTrouble; readonly detail: string };

const DETAIL_MOST = 200;
const TLS = /^(ERR_TLS|ERR_SSL|ERR_OSSL|EPROTO|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH)/;
const UNREACHABLE = /^(ECONNREFUSED|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET)/;

export const troubleOf = (why: BridgeTrouble, detail: string): Trouble => ({
  why,
  detail: detail.slice(0, DETAIL_MOST),
});

/** Of an error of the connection or of the MQTT client; a number as its code is the broker's reason. */
export function troubleIn(error: Error): Trouble {
  const code: unknown = 'code' in error ? error.code : null;
  if (typeof code === 'number') return troubleOf('refused', `${error.message} (${code})`);
  const name = typeof code === 'string' ? code : '';
  if (TLS.test(name)) return troubleOf('tls', error.message);
  if (UNREACHABLE.test(name) || error.message === 'connack timeout')
    return troubleOf('unreachable', error.message);
  return troubleOf('closed', error.message);
}
