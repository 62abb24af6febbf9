/** The first thing found wrong: its code, where it is, and what was found. */
export class Wrong extends Error {
  readonly code: string;
  /** `line 17 of the export`, `line 1 of witness.txt`. */
  readonly place: string;
  constructor(code: string, place: string, found: string) {
    super(found);
    this.code = code;
    this.place = place;
  }
}
