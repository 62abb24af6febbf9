/** The zones that a logger's clock may be set to, as people call them. */
export const VIETNAM = 'Asia/Ho_Chi_Minh';
/** Another name of the same. */
const SAIGON = 'Asia/Saigon';

export const OTHER_ZONES: readonly string[] = Intl.supportedValuesOf('timeZone').filter(
  (zone) => zone !== VIETNAM && zone !== SAIGON && zone !== 'UTC',
);

/** `Asia/Bangkok` is read as Bangkok. */
export const zoneName = (zone: string, vietnam: string): string =>
  zone === VIETNAM || zone === SAIGON ? vietnam : (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
