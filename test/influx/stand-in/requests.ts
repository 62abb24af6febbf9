/**
 * What the endpoints of InfluxDB 2.x ask of a request before they do anything: the token, the organisation and the bucket,
 * the size and the packing of the body (docs.influxdata.com/influxdb/v2/api/).
 */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Refusal } from './answers.ts';

const unzip = promisify(gunzip);

/** 401 unless the header is exactly `Token <token>`. `Bearer` is for JWT. */
export function checkToken(request: IncomingMessage, token: string): void {
  if (request.headers.authorization !== `Token ${token}`) throw new Refusal(401, 'unauthorized access');
}

export function checkOrg(url: URL, org: string): void {
  const given = url.searchParams.get('org') ?? '';
  if (given === '') throw new Refusal(400, 'Please provide either orgID or org');
  if (given !== org) throw new Refusal(404, `organization name "${given}" not found`);
}

/** Parameters that are not documented for an endpoint are mistakes of ours, though a real one would pass over them. */
export function checkParameters(url: URL, known: readonly string[]): void {
  for (const name of url.searchParams.keys())
    if (!known.includes(name)) throw new Refusal(400, `unknown parameter ${name}`);
}

/**
 * The whole body, unpacked. @param seen is told the bytes as they come, and may reset the connection
 */
export async function readBody(
  request: IncomingMessage,
  { most, seen }: { readonly most: number; readonly seen: (bytes: number) => void },
): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'gzip' && encoding !== 'identity')
    throw new Refusal(400, `unsupported content encoding ${encoding}`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const piece = chunk as Buffer;
    seen(piece.length);
    bytes += piece.length;
    // Read to its end all the same, so that the client hears the answer.
    if (bytes <= most) chunks.push(piece);
  }
  if (bytes > most) throw tooLarge(most);
  const packed = Buffer.concat(chunks);
  if (encoding === 'identity') return packed;
  const body = await unzip(packed).catch(() => null);
  if (body === null) throw new Refusal(400, 'unable to read gzip body');
  if (body.length > most) throw tooLarge(most);
  return body;
}

function tooLarge(most: number): Refusal {
  return new Refusal(413, 'cannot read data: points batch is too large', { more: { maxLength: most } });
}
