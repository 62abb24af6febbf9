/** What the wizard says about the record of a handoff and about a signature by finger, in both languages. */
import { computed } from '@preact/signals';
import { language } from '../../words/words.ts';

const vi = {
  record: 'Biên bản (PDF)',
  recordOf: (from: string, to: string) => `Biên bản (PDF): ${from} → ${to}`,
};

const en: typeof vi = {
  record: 'Record (PDF)',
  recordOf: (from, to) => `Record (PDF): ${from} → ${to}`,
};

export const wizardWords = computed(() => (language.value === 'en' ? en : vi));
