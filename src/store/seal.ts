/**
 * A backup's seal: the CRC-32 of the whole file, kept in the `application_id` that SQLite's header leaves to the program
 * (bytes 68 to 71, https://www.sqlite.org/fileformat2.html#the_database_header). SQLite itself checks the structure of
 * a file, not the content of its rows; with the seal any damaged byte of a copy shows.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';

const PLACE = 68;
const LENGTH = 4;
const BLOCK = 1024 * 1024;

/** Writes the seal into a database file that nothing has open. The caller sees to fsync. */
export function seal(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    writeSync(fd, inBytes(checksum(fd)), 0, LENGTH, PLACE);
  } finally {
    closeSync(fd);
  }
}

/** False: the file was never sealed, or has changed since. */
export function isSealed(file: string): boolean {
  const fd = openSync(file, 'r');
  try {
    const found = Buffer.alloc(LENGTH);
    return readSync(fd, found, 0, LENGTH, PLACE) === LENGTH && found.equals(inBytes(checksum(fd)));
  } finally {
    closeSync(fd);
  }
}

/** Over all bytes, with zeros where the seal itself lies. */
function checksum(fd: number): number {
  const block = Buffer.allocUnsafe(BLOCK);
  let sum = 0;
  for (let at = 0; ; ) {
    const bytes = readSync(fd, block, 0, BLOCK, at);
    if (bytes === 0) return sum;
    if (at === 0) block.fill(0, PLACE, PLACE + LENGTH);
    sum = crc32(block.subarray(0, bytes), sum);
    at += bytes;
  }
}

function inBytes(sum: number): Buffer {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeUInt32BE(sum);
  return bytes;
}
