import { expect, test } from 'vitest';
import { messageOf, type Round } from '../../../devices/agent/round.ts';
import { readMessage } from '../../../src/telemetry/message.ts';

const AT = Date.parse('2026-11-23T08:00:00Z');
const round: Round = {
  ...{ boot: 7, seq: 1042, machine: 'm', mono: 5_000, base: AT - 5_000, clock: 'trusted' },
  readings: [
    {
      probe: '1',
      celsius: 4.125,
      humidity: 61,
      battery: 87,
      door: false,
      power: true,
      lat: 21.02,
      lon: 105.84,
    },
    { probe: '2', celsius: null },
    { probe: '3', celsius: -18.5, at: AT - 60_000 },
  ],
};

test('the service reads of a message exactly what was measured', () => {
  const message = readMessage(messageOf(round, round, AT + 1_000), AT + 2_000, []);
  expect(message).toMatchObject({ boot: 7, seq: 1042, unreadable: [] });
  expect(message.measured).toMatchObject([
    {
      ...{ at: AT, probe: '1', milli: 4_125, reason: null },
      extras: { humidity: 61, battery: 87, door: false, power: true, lat: 21.02, lon: 105.84 },
    },
    { at: AT, probe: '2', milli: null, reason: 'CELSIUS_NOT_A_NUMBER' },
    { at: AT - 60_000, probe: '3', milli: -18_500, reason: null },
  ]);
});

test('times by a sensor’s own clock are not said to be by the agent’s', () => {
  const own: Round = {
    ...round,
    clock: 'untrusted',
    readings: [{ probe: '3', celsius: 4, at: AT - 60_000 }],
  };
  const { sentAt, clock } = JSON.parse(messageOf(own, own, AT));
  expect([sentAt, clock]).toEqual([undefined, undefined]);
});

test('what was thinned or lost before a round is said with it', () => {
  const told: Round = { ...round, thinned: 12, lost: { rounds: 3, from: AT, to: AT + 60_000 } };
  expect(JSON.parse(messageOf(told, told, AT))).toMatchObject({
    thinned: 12,
    lost: { rounds: 3, from: '2026-11-23T08:00:00.000Z', to: '2026-11-23T08:01:00.000Z' },
    sentAt: '2026-11-23T08:00:00.000Z',
  });
});
