/** By what short code does a message name an alert, and which code did somebody type? */

const SIGNS = 8;
/** By itself, or at the end of what was copied: `sc-1a2b3c4d`, `SC 1A2B3C4D`, `1a2b3c4d`, `… 420 lieu. Ma SC-1A2B3C4D`. */
const TYPED = /(?:^|SC[^0-9A-Z]{0,3})([0-9A-Z]{8})$/;

/** The last eight letters and digits of its id, which nobody chose: two alerts share them once in four thousand million. */
export const alertCode = (id: string): string =>
  id
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(-SIGNS)
    .toUpperCase();

/** As `alertCode` writes it; null: that is no code. */
export const typedCode = (typed: string): string | null =>
  TYPED.exec(typed.normalize('NFKC').trim().toUpperCase())?.[1] ?? null;
