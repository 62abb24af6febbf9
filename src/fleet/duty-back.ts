/** Ladders, rosters and contacts as a description says them. */
import type { Contact, Ladder, Level, Roster, Target } from '../alerts/duty.ts';
import { type FlowValue, flowMap, type Raw, raw } from './yaml-words.ts';

type Entries = Readonly<Record<string, FlowValue>>;

/** Beside what else is said of the person. */
export const contactEntries = (contact: Contact | undefined): Entries => ({
  phone: contact?.phone,
  mail: contact?.mail,
  zalo: contact?.zalo,
  telegram: contact?.telegram,
  language: contact?.language === 'en' ? 'en' : null,
});

export const rosterEntries = ({ id, name, site, shifts }: Roster): Entries => ({
  id,
  name,
  site,
  shifts:
    shifts.length === 0
      ? null
      : lines(
          shifts.map(({ person, standIn, from, to, note }) =>
            flowMap({ person, standIn, from: time(from), to: time(to), note: note === '' ? null : note }),
          ),
        ),
});

export const ladderEntries = ({ site, levels, stillMinutes, forgottenMinutes, quiet }: Ladder): Entries => ({
  // Said, not left out: an item begins with it.
  site: site ?? raw('null'),
  stillMinutes,
  forgottenMinutes,
  quiet: quiet === null ? null : raw(flowMap({ from: quiet.from, to: quiet.to })),
  levels: lines(levels.map(levelText)),
});

const levelText = ({ afterMinutes, targets, channels }: Level): string =>
  flowMap({
    afterMinutes,
    targets: raw(`[${targets.map(targetText).join(', ')}]`),
    channels: raw(`[${channels.join(', ')}]`),
  });

function targetText(target: Target): string {
  switch (target.kind) {
    case 'duty':
      return flowMap({ kind: 'duty', roster: target.roster });
    case 'person':
      return flowMap({ kind: 'person', username: target.username });
    case 'role':
      return flowMap({ kind: 'role', role: target.role, up: target.up ?? raw('null') });
  }
}

const time = (at: number): Raw => raw(new Date(at).toISOString());
const lines = (texts: readonly string[]): Raw => raw(texts.map((text) => `\n      - ${text}`).join(''));
