/** How people read where the numbers of a rule come from. */
import { DESCRIPTION_SOURCE } from '../fleet/rule-source.ts';
import type { Words } from './words.ts';

const DESCRIPTION: Words = { vi: 'bản mô tả của tỉnh', en: 'province description' };

/** What a person wrote as a source stays as it is written, in both languages. */
export const sourceWords = (source: string): Words =>
  source === DESCRIPTION_SOURCE ? DESCRIPTION : { vi: source, en: source };
