/** A connection that runs for as long as its test does. */
import { expect, onTestFinished } from 'vitest';
import { type LinkHouse, linkHouse } from './house.ts';

export const startLink = (...[connection, options]: Parameters<typeof linkHouse>): LinkHouse => {
  const house = linkHouse(connection, options);
  onTestFinished(() => house.close());
  house.link.start();
  return house;
};

export const connected = (house: LinkHouse) => expect.poll(() => house.link.standing.since).toBeNull();
