/** What the pages about duty say, in English. */
import type { DutyWords } from './words-vi.ts';

export const dutyEn: DutyWords = {
  tabs: 'Duty and escalation',
  roster: 'Duty roster',
  ladder: 'Escalation',
  ways: {
    push: 'Push',
    zalo: 'Zalo',
    sms: 'SMS',
    mail: 'E-mail',
    telegram: 'Telegram',
    webhook: 'Other system',
  },
  soft: {
    saving: 'Saving…',
    save: 'Save',
    province: 'Whole province',
  },

  holes: {
    title: (count) => `${count} ${count === '1' ? 'hole' : 'holes'} in the next 14 days`,
    what: 'In these hours an alert may not reach whoever must know. Put somebody on duty before then.',
    none: 'No hole in the next 14 days: every level has somebody. Whether messages can reach them, see Escalation.',
    always: 'All of the next 14 days',
    fromNow: (to) => `From now until ${to}`,
    from: (from) => `From ${from} on`,
    span: (from, to) => `${from} – ${to}`,
    level: (level) => `level ${level}`,
    covered: 'others are told instead',
    uncovered: 'nobody is told',
    sites: (count) => `${count} ${count === '1' ? 'place' : 'places'}`,
    more: (count) => `and ${count} more`,
    fill: 'Put on duty',
    see: 'See the levels',
    hole: 'Nobody on duty',
  },

  now: {
    title: 'On duty now',
    none: 'Nobody is on duty now.',
    for: (name) => `for ${name}`,
  },

  week: {
    choose: 'Roster',
    of: (from, to) => `Week ${from} – ${to}`,
    before: 'Week before',
    after: 'Week after',
    present: 'This week',
    today: 'Today',
    standInFor: (name) => `for ${name}`,
    until: (time) => `until ${time}`,
    allDay: 'All day',
    edit: 'Edit shift',
    copy: 'Copy to next week',
    copied: (count) => `${count} ${count === '1' ? 'shift was' : 'shifts were'} copied to the next week.`,
    nothingToCopy: 'This week has no shifts to copy.',
    copyBusy: 'The next week has shifts already. Open it to edit them one by one.',
  },

  rosters: {
    none: 'There is no roster yet.',
    noneHint:
      'Without a roster alerts go to the depot staff of the place, then up to the officials by the escalation levels.',
    noneHintOthers: 'An official or an administrator makes rosters.',
    add: 'Make a roster',
    rename: 'Edit roster',
    name: 'Name of the roster',
    nameHint: 'For example: Provincial cold chain duty',
    site: 'For which place',
    siteHint: 'It serves that place and all below it.',
    nameMissing: 'Enter a name for the roster.',
    remove: 'Remove roster',
    removeTitle: (name) => `Remove roster “${name}”?`,
    removeWhat: 'All its shifts are removed. Where a level still uses the roster, take it out there first.',
    saved: (name) => `Roster “${name}” was saved.`,
    removed: (name) => `Roster “${name}” was removed.`,
    unused:
      'No escalation level uses this roster: whoever is on duty is not told yet. Add it on the Escalation page.',
  },

  shift: {
    add: 'Add shift',
    titleAdd: 'Add shift',
    titleEdit: 'Edit shift',
    person: 'On duty',
    standIn: 'Stand-in',
    noStandIn: 'None',
    standInHint: 'While there is a stand-in, messages go to them.',
    choose: 'Choose a person',
    days: 'Begins on',
    times: 'Hours',
    usual: ['Day and night', 'Day', 'Night'],
    from: 'From',
    to: 'Until',
    nextDay: 'Ends on the next day.',
    long: (from, to) => `A shift of several days, ${from} to ${to}: its times stay.`,
    note: 'Note (holiday, swap…)',
    remove: 'Remove shift',
    saved: (who) => `The shift of ${who} was saved.`,
    removed: (who) => `The shift of ${who} was removed.`,
    problems: {
      person: 'Choose who is on duty.',
      standIn: 'The stand-in must be somebody else.',
      days: 'Choose at least one day.',
      times: 'Enter when it begins and ends.',
    },
    noPeople: 'There is nobody to put on duty. An administrator adds people first.',
  },

  steps: {
    site: 'Alerts at',
    what: 'While nobody has taken an alert, the next level is told after the minutes given.',
    from: {
      own: 'This place’s own levels.',
      above: (name) => `Uses the levels of ${name}.`,
      province: 'Uses the levels of the whole province.',
      default: 'The default levels are in use. Edit them to fit this place.',
    },
    level: (level) => `Level ${level}`,
    atOnce: 'at once',
    after: (minutes) => `after ${minutes} min`,
    tellsNow: 'An alert right now would be told to:',
    nobodyNow: 'Nobody could be told now. The alert goes to the next level at once.',
    nobodyAtAll: 'No level could tell anybody. The province’s administrators would be told.',
    nobodyReachable: 'Nobody of this level can be reached.',
    noWay: 'cannot be reached yet',
    by: 'In this order by',
    still: (minutes) =>
      `Critical alerts that nobody took: repeated every ${minutes} min for an hour after each level, then less and less often.`,
    forgotten: (minutes) =>
      `Taken and still there ${minutes} min later: whoever took it and the next level are told; again after 1, 2, 4 and 8 hours, then daily.`,
    quiet: (from, to) =>
      `Quiet hours ${from}–${to}: only warnings wait for the morning. Critical alerts never wait.`,
    noQuiet: 'No quiet hours.',
    hold: 'Telling, repeating or snoozing never changes a hold on vaccine.',
    edit: 'Edit levels',
    own: 'Set levels for this place',
    ownTitle: (name) => `Escalation: ${name}`,
    remove: 'Remove own levels',
    removeWhat: (name) => `${name} will use the levels of the place above.`,
    removed: 'The place’s own levels were removed.',
    saved: 'The levels were saved.',
  },

  edit: {
    afterMinutes: 'After (min)',
    who: 'Tell',
    addTarget: 'Add whom to tell',
    removeTarget: (name) => `Remove: ${name}`,
    ways: 'By, in the order pressed',
    addLevel: 'Add level',
    removeLevel: (level) => `Remove level ${level}`,
    still: 'Repeat critical alerts every (min)',
    forgotten: 'Remind when taken and lasting (min)',
    quiet: 'Quiet hours for warnings',
    quietFrom: 'From',
    quietTo: 'Until',
    reasons: {
      minutes: (level) => `Level ${level}: enter 0 to 1,440 minutes.`,
      order: (level) => `Level ${level} must be later than the one before.`,
      targets: (level) => `Level ${level}: choose at least one person or group.`,
      channels: (level) => `Level ${level}: choose at least one way.`,
      first: 'Level 1 must tell at once (0 min).',
      still: 'Repeat: enter 5 to 1,440 minutes.',
      forgotten: 'Remind when lasting: enter 5 to 1,440 minutes.',
      quiet: 'Quiet hours: enter two different times.',
    },
  },

  target: {
    duty: (name) => `On duty: ${name}`,
    person: (name) => name,
    gone: 'roster removed',
    role: (role, where) => `${role} ${where}`,
    up: (up) =>
      up === null
        ? 'of the whole province'
        : up === 0
          ? 'where the alert is'
          : up === 1
            ? 'of the place above'
            : `${up} places above`,
    groups: { duty: 'Rosters', role: 'By role', person: 'One person' },
  },
};
