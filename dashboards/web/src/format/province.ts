/** The formats that messages and reports use too: one way to write a number, a time and a duration. */
export { clock, day, duration, whole, ZONE } from '../../../../src/wording/format.ts';
