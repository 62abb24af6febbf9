/** From the bytes of a file to its lines: encoding, line ends, and what is no text at all. */
import { type Result, refuse } from './types.ts';

/** 400 days of one row a minute are some 25 MB. The whole file is held in memory, so it needs a bound. */
export const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** CRLF and LF are alike. Without a byte order mark, text that is not valid UTF-8 is read as Windows-1252. */
export function readLines(bytes: Uint8Array): Result<string[]> {
  if (bytes.length === 0) return refuse('LOGGER_FILE_EMPTY', 'Cannot read the file: it has 0 bytes');
  if (bytes.length > FILE_BYTES_MAX) {
    return refuse(
      'LOGGER_FILE_TOO_LARGE',
      `Cannot read the file: ${bytes.length} bytes, at most ${FILE_BYTES_MAX}`,
      {
        bytes: bytes.length,
      },
    );
  }
  const text = decode(bytes);
  if (text.startsWith('%PDF') || text.includes('\0')) {
    return refuse(
      'LOGGER_FILE_NOT_TEXT',
      'Cannot read the file: it is not text; choose the .txt or .csv export',
    );
  }
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.every((line) => line.trim() === '')) {
    return refuse('LOGGER_FILE_EMPTY', 'Cannot read the file: it has no text');
  }
  return { ok: true, value: lines };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
