/** The same in English. */
import type { ScanWords } from './words-vi.ts';

export const scanEn: ScanWords = {
  camera: 'Open camera',
  listFrom: (when) => `List of lots as of ${when}`,
  today: (clock) => `${clock} today`,
  listCount: (count) => `${count} lots`,
  listOver: 'The list of lots is too old: it permits no lot until there is a network.',
  noList: 'No list of lots on this device yet: without a network nothing can be checked.',
  forged: 'The signature of the list of lots is wrong: it is not used. Tell the administrator.',
  byList: 'The service cannot be asked. Answered by the kept list of lots.',
  byListWaiting: 'The network is slow. Answered by the kept list of lots while the service is asked.',
  notListed: 'This lot is not on the site’s list. Do not use yet; ask again with a network.',
  listOverNote: 'The permission on the list has run out. Do not use yet; scan again with a network.',
  listClock:
    'The clock of this device was set back. Do not use yet; set it right and scan again with a network.',
  call: (phone) => `Call ${phone}`,
  needsNetwork: 'Recording doses needs a network. This scan is kept.',
  waiting: (count) => `${count} scans wait to be sent`,
  soundOff: 'Sound: off. Turn on',
  update: 'There is a new version of this page.',
  updateNow: 'Update',
};
