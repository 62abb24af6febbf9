import { afterEach, expect, test } from 'vitest';
import { PaperError, Press } from '../../src/papers/press.ts';
import type { HandoffRecordData } from '../../src/papers/types.ts';
import { textOf } from './reading.ts';
import { note, record } from './samples.ts';

let press = new Press();
afterEach(async () => {
  await press.close();
  press = new Press();
});

const codeOf = (paper: Promise<unknown>): Promise<string> =>
  paper.then(
    () => 'made',
    (error: unknown) => (error instanceof PaperError ? error.code : String(error)),
  );
/** What no caller that is type-checked can send. */
const broken = { ...record(), parcels: null } as unknown as HandoffRecordData;

test('both papers come out of the press, each for whoever asked', async () => {
  const [handed, delivered] = await Promise.all([
    press.renderPaper('handoff-record', record()),
    press.renderPaper('delivery-note', note()),
  ]);
  expect((await textOf(handed))[0]).toContain('BIÊN BẢN GIAO NHẬN VẮC XIN');
  expect((await textOf(delivered))[0]).toContain('PHIẾU XUẤT KHO KIÊM VẬN CHUYỂN VẮC XIN');
});

test('the thread that asked is free while a paper is made', async () => {
  await press.renderPaper('handoff-record', record());
  const before = process.threadCpuUsage();
  await press.renderPaper('handoff-record', record());
  const { user, system } = process.threadCpuUsage(before);
  // Its own work, whatever else the machine does: making it here would take 150 ms and more.
  expect((user + system) / 1e3).toBeLessThan(50);
});

test('a paper that cannot be made is refused, and the next one is made', async () => {
  expect(await codeOf(press.renderPaper('handoff-record', broken))).toBe('PAPERS_FAILED');
  expect(await codeOf(press.renderPaper('handoff-record', record()))).toBe('made');
});

test('a paper that takes too long is given up, and does not hold up those behind it', async () => {
  await press.close();
  press = new Press({ withinMs: 1 });
  const codes = await Promise.all([
    codeOf(press.renderPaper('handoff-record', record())),
    codeOf(press.renderPaper('handoff-record', record())),
  ]);
  expect(codes).toEqual(['PAPERS_FAILED', 'PAPERS_FAILED']);
});

test('more orders than the queue holds are refused at once, the others wait for the end of the press', async () => {
  const orders = Array.from({ length: 30 }, () => codeOf(press.renderPaper('handoff-record', record())));
  expect(await orders[29]).toBe('PAPERS_BUSY');
  await press.close();
  const codes = await Promise.all(orders);
  // One is on the press, 24 wait.
  expect(codes.filter((code) => code === 'PAPERS_CLOSED')).toHaveLength(25);
  expect(codes.filter((code) => code === 'PAPERS_BUSY')).toHaveLength(5);
  expect(await codeOf(press.renderPaper('handoff-record', record()))).toBe('PAPERS_CLOSED');
});
