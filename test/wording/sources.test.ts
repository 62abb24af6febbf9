/** Where the numbers of a rule come from, as people read it. */
import { describe, expect, it } from 'vitest';
import { DESCRIPTION_SOURCE } from '../../src/fleet/rule-source.ts';
import { sourceWords } from '../../src/wording/sources.ts';

describe('the source of a rule', () => {
  it('is the province’s description, in the reader’s language, where no other was named', () => {
    expect(sourceWords(DESCRIPTION_SOURCE)).toEqual({ vi: 'bản mô tả của tỉnh', en: 'province description' });
  });

  it('is told as it was written where a person named one', () => {
    const label = 'Tờ hướng dẫn sử dụng, bản 2021';
    expect(sourceWords(label)).toEqual({ vi: label, en: label });
  });

  it('is nothing where nothing was written', () => {
    expect(sourceWords('')).toEqual({ vi: '', en: '' });
  });
});
