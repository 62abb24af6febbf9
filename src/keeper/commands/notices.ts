/** An alert is snoozed and concluded; messages are tried, taken to be sent, and what became of them is told. */
import { conclude, snooze } from '../../alerts/life.ts';
import type { Alert } from '../../alerts/types.ts';
import { inPlace, may } from '../../fleet/rights.ts';
import { accept, type Decision, refuse } from '../../lots/refusal.ts';
import { showNotice } from '../notice-show.ts';
import { storedAlert } from '../queries/past-alerts.ts';
import { showAlert } from '../show.ts';
import { type Done, done, forbidden, type Of, type Turn, unknown } from './turn.ts';

type Told = Of<
  | 'alert.snooze'
  | 'alert.conclude'
  | 'notice.test'
  | 'notice.read'
  | 'notices.claim'
  | 'notice.settle'
  | 'notice.receipt'
  | 'channels.report'
>;

export async function keepNotices(turn: Turn, command: Told): Promise<Decision<Done>> {
  const { draft } = turn;
  const { notices } = turn.alarming;
  switch (command.type) {
    case 'alert.snooze':
      return snoozeAlert(turn, command);
    case 'alert.conclude':
      return concludeAlert(turn, command);
    case 'notice.test':
      return tryWay(turn, command);
    case 'notice.read':
      return readNotice(turn, command);
    case 'notices.claim':
      return done(notices.claim(command.channels, command.limit, draft));
    case 'notice.settle': {
      const known = await notices.settle(command.notice, command.outcome, draft);
      return known ? done(null) : unknown('NOTICE', command.notice);
    }
    case 'notice.receipt': {
      const known = await notices.confirm(command, draft);
      return known ? done(null) : unknown('NOTICE', command.reference);
    }
    case 'channels.report':
      notices.channels = command.channels;
      return done(null);
  }
}

function snoozeAlert(turn: Turn, command: Of<'alert.snooze'>): Decision<Done> {
  const alert = turn.province.alerts.get(command.alert);
  if (alert === undefined) return unknown('ALERT', command.alert);
  return changed(turn, command.type, alert, () =>
    snooze(alert, command.until, command.comment, { now: turn.draft.now, by: turn.actor.username }),
  );
}

async function concludeAlert(turn: Turn, command: Of<'alert.conclude'>): Promise<Decision<Done>> {
  const { actor, draft, province, store } = turn;
  const alert = province.alerts.get(command.alert) ?? (await storedAlert(store, command.alert));
  if (alert === undefined) return unknown('ALERT', command.alert);
  return changed(turn, command.type, alert, () =>
    conclude(alert, command.text, { now: draft.now, by: actor.username }),
  );
}

function changed(
  turn: Turn,
  action: 'alert.snooze' | 'alert.conclude',
  alert: Alert,
  decide: () => Decision<Alert>,
): Decision<Done> {
  const { actor, draft, province } = turn;
  const allowed = may(actor, action, alert.site, province.tree);
  if (alert.site !== null && !allowed.ok) return allowed;
  const decided = decide();
  if (!decided.ok) return decided;
  draft.put('alert', alert.id, decided.value);
  if (alert.unit !== null) draft.units.add(alert.unit);
  return done(showAlert(province, decided.value));
}

/** Refuses `PERSON_UNKNOWN`, `CHANNEL_OFF`, `NOTICE_NO_ADDRESS`, `NOTICE_TEST_LIMIT`. */
function tryWay(turn: Turn, { type, username, channel }: Of<'notice.test'>): Decision<Done> {
  const { actor, alarming, draft, province } = turn;
  const person = province.people.get(username);
  if (person === undefined) return unknown('PERSON', username);
  const isKeeper = actor.roles.some((role) => role === 'administrator' || role === 'official');
  if (username !== actor.username && !(isKeeper && inPlace(actor, person.site, province.tree)))
    return forbidden(turn, type, person.site);
  const details = { username, channel };
  if (alarming.notices.isOff(channel))
    return refuse('CHANNEL_OFF', `Cannot try ${channel}: it is not configured`, details);
  if (alarming.notices.addressOf(username, channel, draft.now) === null)
    return refuse('NOTICE_NO_ADDRESS', `Cannot try ${channel}: ${username} has no address there`, details);
  if (!alarming.notices.mayTry(username, draft.now))
    return refuse('NOTICE_TEST_LIMIT', `Cannot try ${channel}: too many tests to ${username}`, details);
  const notice = alarming.composing.trial(username, channel, draft);
  alarming.notices.put(notice, draft);
  return accept({ value: () => showNotice(province, actor, notice), subjects: [] });
}

async function readNotice(turn: Turn, command: Of<'notice.read'>): Promise<Decision<Done>> {
  const { actor, alarming, draft, province } = turn;
  const notice = await alarming.notices.find(command.notice);
  if (notice === null || notice.person !== actor.username) return unknown('NOTICE', command.notice);
  return done(showNotice(province, actor, alarming.notices.read(notice, draft)));
}
