/** The words of export and import, in English. */
import type { DescriptionWords } from './words-vi.ts';

export const descriptionEn: DescriptionWords = {
  exportTitle: 'Export',
  exportLead:
    'The whole registry in one YAML file: sites, units, devices, vaccines with every version of their rules, people, lots. Importing this very file changes nothing.',
  download: 'Download the province description (YAML)',
  leftOut: 'Left out of the file',
  leftOutList: [
    'secrets of devices and passwords of people: where it is imported anew, new ones are made',
    'parcels: they move by handoffs, not by files',
    'former places of units and devices, former limits of units: a backup has them (giulanh backup)',
  ],
  importTitle: 'Import',
  importLead:
    'Choose a file or paste its text. What the file does not name stays as it is. Nothing changes before it was reviewed and saved.',
  file: 'YAML or JSON file',
  text: 'Text',
  check: 'See what would change',
  checking: 'Checking…',
  empty: 'There is no text to check yet.',
  tooLarge: 'The file is larger than 16 MiB and cannot be imported.',
  unreadable: 'This file cannot be read.',
  problemsTitle: (count) => `${count} to be put right; nothing was changed`,
  line: (line) => `Line ${line}`,
  goTo: (line) => `Go to line ${line}`,
  more: (count) => `and ${count} more`,
  changeTitle: 'What the import changes',
  applied: (count) => `${count} changed.`,
  noChange: 'Nothing changed.',
};
