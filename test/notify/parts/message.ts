/** A message as the sender hands it to a channel. */
import type { PushSubscription } from '../../../src/alerts/duty.ts';
import type { Notice } from '../../../src/alerts/telling.ts';
import type { Message } from '../../../src/notify/door.ts';
import { type NotifySettings, settingsSchema } from '../../../src/notify/settings.ts';

export const NOW = Date.parse('2026-11-22T19:00:00Z');

export const TEXT = {
  subject: '[VƯỢT NGƯỠNG] Trạm Y tế xã Ea Kao – Tủ 1: 10,4 °C, 47 phút',
  short: '[VƯỢT NGƯỠNG] Trạm Y tế xã Ea Kao – Tủ 1: 10,4 °C, 47 phút',
  lines: ['Tủ 1 ở 10,4 °C, ngưỡng +8 °C, đã 47 phút.', '3 lô, 420 liều.', 'Việc cần làm: đóng cửa tủ.'],
  sms: 'CC VUOT NGUONG Tram YT Ea Kao Tu 1: 10,4 do C, 47 phut. 3 lo, 420 lieu. Ma SC-1042',
  path: '/su-co/a-1',
};

export const message = (more: Partial<Message> = {}): Message => ({
  id: '01939f6e-7b00-7000-8000-000000000001',
  address: 'lan@tram.example.vn',
  subscriptions: [],
  severity: 'critical',
  reason: 'raised',
  group: 'tram-a/cold',
  alerts: ['a-1', 'a-2'],
  text: TEXT,
  link: 'https://giulanh.example.vn/su-co/a-1',
  at: NOW,
  ...more,
});

export const notice = (id: string, more: Partial<Notice> = {}): Notice => ({
  id,
  person: 'lan',
  reason: 'raised',
  severity: 'critical',
  group: 'tram-a/cold',
  alerts: ['a-1'],
  level: 0,
  createdAt: NOW,
  text: TEXT,
  ways: [],
  attempts: [],
  state: 'sending',
  nextAt: null,
  ...more,
});

/** Settings as a file would give them, its secrets already in their places. */
export const settings = (file: object): NotifySettings => settingsOf(settingsSchema.parse(file));
const settingsOf = (value: unknown): NotifySettings =>
  JSON.parse(JSON.stringify(value), (_, one) =>
    one !== null && typeof one === 'object' && Object.keys(one).join() === 'env' ? one.env : one,
  );

export const subscription = (endpoint: string, keys: { p256dh: string; auth: string }): PushSubscription => ({
  id: `s-${endpoint.slice(-4)}`,
  username: 'lan',
  label: 'Chrome, Android',
  endpoint,
  ...keys,
  createdAt: NOW,
});
