/** What to do, in English. */
import type { GuidanceWords } from './words-vi.ts';

export const guidanceEn: GuidanceWords = {
  title: 'What to do',
  of: (unit, site) => `${unit}, ${site}`,
  now: 'Needed now',
  others: 'Other cases',
  calm: 'The unit is in range. Below is what to do when something happens.',
  cards: {
    warm: {
      title: 'Too warm',
      steps: [
        'Close the door and keep it closed.',
        'Look at the plug, the mains and the thermostat.',
        'If it does not come back, or little time is left: move the vaccines to another unit or a cold box that is in range.',
        'Vaccines that were out of range: keep them apart at the right temperature, label them “Do not use”.',
        'Write down time, temperature and what was done; tell whoever is in charge.',
      ],
    },
    freezing: {
      title: 'Risk of freezing',
      steps: [
        'Move vaccines that must not freeze to a place at 2–8\u00a0°C at once.',
        'Keep them apart, labelled “Do not use”, also when the vials look normal.',
        'Do not warm them, do not shake them. A shake test is for trained people, with a control vial.',
        'The VVM does not tell whether a vial has frozen. Look at the freeze indicator.',
        'Look at the thermostat, and for ice packs that were not conditioned. Tell whoever is in charge.',
      ],
    },
    power: {
      title: 'No mains power',
      steps: [
        'Do not open the door.',
        'Write down when the power went, ask the supplier when it comes back.',
        'Start the generator, if there is one.',
        'When the temperature nears its limit: move the vaccines to a cold box (keeps cold 4–7 days) or a vaccine carrier (1–2 days), with conditioned ice packs.',
        'Watch the temperature until the power is back and the unit in range.',
      ],
    },
    door: {
      title: 'Door open',
      steps: [
        'Close the door; look and listen that it shuts.',
        'Take what is needed in one go, from a list; never leave the door open for more than 5 minutes.',
        'Look whether boxes or the seal keep it ajar.',
        'Wait until the unit is back in range before opening it again.',
        'If it does not shut: move the vaccines to another unit, call a technician.',
      ],
    },
    silent: {
      title: 'No signal',
      steps: [
        'Read the thermometer in the unit now and write it down. No data does not mean safe.',
        'Look at the logger’s power, battery and signal.',
        'Read and write down again at least every hour until the signal is back.',
        'When it is back, the device sends what was missed and the system judges it by itself.',
        'If it does not come back: call a technician, and read in what the device recorded.',
      ],
    },
  },
  mustNotFreeze: 'Must not freeze, and is in this unit',
  diluent: 'Diluents and reconstituted vaccines must not freeze either.',
  noneInside: 'By the catalogue, nothing in this unit is forbidden to freeze.',
  lot: (lot, doses) => `lot ${lot}, ${doses} doses`,
  waitForDecision: 'Do not discard anything yourself: wait for the decision',
};
