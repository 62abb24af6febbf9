/** Whoever gets a refusal of custody's reads, in both languages, what is the matter. */
import { describe, expect, test } from 'vitest';
import { CUSTODY_CODES, MAY_STILL_COUNT } from '../../src/custody/codes.ts';
import { CUSTODY_PROBLEMS } from '../../src/wording/custody.ts';
import { problemWords } from '../../src/wording/problems.ts';

describe('a refusal of custody', () => {
  test.each(CUSTODY_CODES)('%s has words of its own in Vietnamese and English, a sentence each', (code) => {
    const { vi, en } = CUSTODY_PROBLEMS[code];
    expect(problemWords(code)).toEqual({ vi, en });
    for (const text of [vi, en]) {
      expect(text.trim()).toBe(text);
      expect(text.length).toBeGreaterThan(10);
      expect(text.endsWith('.')).toBe(true);
    }
    expect(vi).toBe(vi.normalize('NFC'));
    expect(vi).toMatch(/[^\p{ASCII}]/u);
    expect(vi).not.toMatch(/vacxin|vaccine|chuỗi lạnh|offline|bạn /i);
    expect(en).not.toBe(vi);
  });

  test('says the same for no two codes, so that nobody repairs the wrong thing', () => {
    for (const language of ['vi', 'en'] as const) {
      const sentences = CUSTODY_CODES.map((code) => CUSTODY_PROBLEMS[code][language]);
      expect(new Set(sentences).size).toBe(sentences.length);
    }
  });

  test('has no words for what is never answered', () => {
    expect(Object.keys(CUSTODY_PROBLEMS).sort()).toEqual([...CUSTODY_CODES].sort());
    for (const code of MAY_STILL_COUNT) expect(CUSTODY_CODES).toContain(code);
  });
});
