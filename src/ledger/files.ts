/** Files that must be on disk before anybody is told of them. */
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
} from 'node:fs';

/** Flushes a file, or the names in a folder. */
export function syncFile(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** Writes a file that must not be there yet, for its owner only. */
export function writeNewFile(path: string, text: string): void {
  const fd = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(fd, text);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** The last bytes of a text file; `whole` when that is all of it. */
export function readEnd(path: string, most: number): { readonly bytes: string; readonly whole: boolean } {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, most));
    readSync(fd, bytes, 0, bytes.length, size - bytes.length);
    return { bytes: bytes.toString(), whole: bytes.length === size };
  } finally {
    closeSync(fd);
  }
}

/** Appends a line. What a crash left of an earlier one was never answered for, and gives way. */
export function appendLine(path: string, line: string): void {
  const fd = openSync(path, 'a+', 0o600);
  try {
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    if (size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last[0] !== LINE_BREAK)
      ftruncateSync(fd, readFileSync(path).lastIndexOf(LINE_BREAK) + 1);
    writeFileSync(fd, `${line}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

const LINE_BREAK = 0x0a;
