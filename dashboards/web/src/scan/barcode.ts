/** From keystrokes to the text of a code. Pure; what the code means is the service's business. */

/** GS1's field separator FNC1, as scanners send it. */
export const GS = '\u001d';
/** The visible stand-in for it. */
const GS_SIGN = '\u241d';
/** As some scanners spell it out. A caret is in no GS1 character set. */
const GS_CARET = '^]';

/** Keys of one scan come closer together than this; no hand types so. */
const KEY_GAP_MS = 60;
/** Anything shorter is a person pressing Enter. */
const SCAN_LEAST = 6;

export type Burst = { readonly text: string; readonly lastAt: number };
export const NO_BURST: Burst = { text: '', lastAt: 0 };

/** `code`: the key's place on the keyboard, whatever its layout. */
type Key = { key: string; ctrlKey: boolean; code?: string };

/** Stands where something between the scanner and the page took a part in the typing. It is in no code. */
const TURNED = '\ufffd';
/** An input method at work: it takes signs back to write others, or swallows them. No scanner sends these. */
const MEDDLING = ['Backspace', 'Delete', 'Process', 'Unidentified', 'Dead', 'Compose'];

/**
 * Tells a hand-held scanner from a hand: keys in quick succession that end with Enter are one scan, wherever the
 * focus is. FNC1 may come as the character itself, as Ctrl+], or not at all. Where an input method (Telex, VNI) changed
 * what was sent, the code is made unreadable: `ASS1` would become `AS1`, which may be another lot.
 */
export function pressed(burst: Burst, key: Key, at: number): { burst: Burst; scanned: string | null } {
  const quick = at - burst.lastAt <= KEY_GAP_MS;
  if (key.key === 'Enter') {
    const scanned = quick && burst.text.length >= SCAN_LEAST ? burst.text : null;
    return { burst: NO_BURST, scanned };
  }
  const sign = quick && MEDDLING.includes(key.key) ? TURNED : signOf(key);
  if (sign === null) return { burst: quick ? { ...burst, lastAt: at } : NO_BURST, scanned: null };
  return { burst: { text: (quick ? burst.text : '') + sign, lastAt: at }, scanned: null };
}

function signOf({ key, ctrlKey, code }: Key): string | null {
  if (ctrlKey) return key === ']' || key === GS || code === 'BracketRight' ? GS : null;
  return key.length === 1 ? key : null;
}

/** What is sent to the service: no white space around it, separators as scanners send them. */
export function codeFrom(text: string): string {
  return text
    .replaceAll(GS_SIGN, GS)
    .replaceAll(GS_CARET, GS)
    .replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** The code as a person can compare it with the vial. */
export const visibleCode = (code: string): string => code.replaceAll(GS, GS_SIGN);

/** A Vietnamese input method turns scanned letters into accented ones; a barcode never has any. */
export const looksTransformed = (code: string): boolean => /[^ -~]/.test(code.replaceAll(GS, ''));
