/** The story, once for the suite and for the pictures: its people, its steps in their order, and what they leave to each other. */
import type { Page } from 'playwright-core';
import { Phone } from './phone.ts';
import { BIKE, NURSE, STORE, TRUCK } from './province.ts';
import { Road } from './road.ts';

const CLOCK_AHEAD = 3 * 60_000;

export type Told = {
  readonly road: Road;
  readonly store: Phone;
  readonly truck: Phone;
  readonly bike: Phone;
  readonly nurse: Phone;
  /** The id of the trip, once it is planned. */
  trip: string;
  /** What was measured on the way, in words. */
  readonly measured: string[];
  /** Called at everything worth looking at. */
  readonly look: (page: Page, what: string) => Promise<void>;
  /** The same for a file that is no page; who keeps nothing asks for none. */
  readonly keep: (name: string, bytes: () => Uint8Array | Promise<Uint8Array>) => void | Promise<void>;
};
export type Step = { readonly title: string; readonly run: (told: Told) => Promise<void> };

export const phonesOf = ({ store, truck, bike, nurse }: Told): readonly Phone[] => [
  store,
  truck,
  bike,
  nurse,
];

export async function begin(telling: Pick<Told, 'look' | 'keep'>): Promise<Told> {
  const road = await Road.opened();
  try {
    const [store, truck, bike, nurse] = [
      await Phone.opened(road, STORE),
      await Phone.opened(road, TRUCK),
      await Phone.opened(road, BIKE, CLOCK_AHEAD),
      await Phone.opened(road, NURSE),
    ];
    return { ...telling, road, store, truck, bike, nurse, trip: '', measured: [] };
  } catch (error) {
    await road.close();
    throw error;
  }
}

export async function end(told: Told): Promise<void> {
  for (const phone of phonesOf(told)) await phone.close();
  await told.road.close();
}
