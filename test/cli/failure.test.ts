import { describe, expect, test } from 'vitest';
import { COMMAND_WORDS, failureText } from '../../src/cli/failure.ts';
import { Refused } from '../../src/cli/refused.ts';
import { StoreError } from '../../src/store/sqlite.ts';

describe('a failure', () => {
  test.each(Object.entries(COMMAND_WORDS))('%s has words in both languages', (_, { vi, en }) => {
    expect(vi).toBe(vi.normalize('NFC').trim());
    expect(vi).toMatch(/[à-ỹ]/);
    expect(en).not.toBe(vi);
  });

  test('is said in Vietnamese, in English, with what was found and its code', () => {
    const text = failureText(new StoreError('STORE_IN_USE', 'Open /data: another process is using it'));
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toMatch(/Dừng dịch vụ.* \| .*Stop the service/);
    expect(text).toContain('Open /data: another process is using it [STORE_IN_USE]');
  });

  test('of the domain keeps the words and the values of its catalogue', () => {
    const refusal = { code: 'UNIT_UNKNOWN', message: 'No such unit: tu-9', details: { id: 'tu-9' } };
    expect(failureText(new Refused(refusal))).toMatch(
      /Không có tủ.*\n {2}No such unit: tu-9 \{"id":"tu-9"\} \[UNIT_UNKNOWN\]/,
    );
  });

  test('nobody foresaw still has a code and its sentence', () => {
    expect(failureText(new RangeError('too far'))).toBe('too far [UNEXPECTED]');
    expect(failureText('x')).toBe('x [UNEXPECTED]');
  });
});
