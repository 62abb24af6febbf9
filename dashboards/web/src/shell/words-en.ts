/** What the frame around the pages says, in English, key for key as in `words-vi.ts`. */
import type { ShellWords } from './words-vi.ts';

export const shellEn = {
  menu: 'Menu',
  pagesTitle: 'Pages',
  settings: 'This screen',
  pages: {
    board: 'Wall board',
    alerts: 'Alerts',
    duty: 'Duty roster',
    gate: 'Scan a vial',
    book: 'Temperature book',
    trips: 'Vaccine trips',
    stock: 'Vaccine stock',
    overview: 'Province overview',
    incidents: 'Incidents',
    decisions: 'Lot decisions',
    recalls: 'Recalls',
    'add-device': 'Add a device',
    reports: 'Reports',
    audit: 'Audit',
    security: 'Passkeys',
    scans: 'Scans',
    password: 'Change password',
    admin: 'Administration',
  },
  roles: {
    administrator: 'Administrator',
    depot: 'Depot staff',
    escort: 'Escort',
    official: 'Official',
    vaccinator: 'Vaccinator',
    auditor: 'Auditor',
    display: 'Wall display',
  },
  and: ' and ',
  place: 'Place of work',

  loading: 'Loading…',
  failed: 'Could not be loaded.',
  retry: 'Try again',
  offline: 'No connection to the service. This page loads again by itself once there is.',
  old: (since: string) => `As of ${since}; could not be loaded again.`,
  more: 'Show more',

  print: 'Print',
  printedAt: (time: string, who: string) => `Printed ${time}, ${who}`,

  notForYou: 'This page is not for the work of this account.',
  notForYouHint: 'If you need it, ask an administrator to add the role to your account.',
  toMine: 'To my page',
} satisfies ShellWords;
