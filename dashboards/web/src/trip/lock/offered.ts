/** Is it time to offer a PIN? To whoever is signed in, has a trip on the phone, no PIN, and was not asked before. */
import { computed, signal } from '@preact/signals';
import { screen } from '../../page.ts';
import { remembered } from '../../remember.ts';
import { session } from '../../session/session.ts';
import { trips } from '../kept.ts';
import { pin } from './pin-kept.ts';

export const isOffered = signal(remembered('pin-offered') !== null);

export const isTimeToOffer = computed(
  () =>
    !isOffered.value &&
    session.value !== null &&
    pin.value === null &&
    trips.value.length > 0 &&
    screen.value === 'trips',
);
