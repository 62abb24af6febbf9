/** What a comparison of the truth with a service found, counted and as a person reads it. */

export type Findings = {
  readonly parcels: number;
  /** Instants at which the holder was asked for. */
  readonly asked: number;
  readonly handoffs: number;
  readonly discrepancies: number;
  readonly disputes: number;
  readonly conflicts: number;
  /** Another holder than must be on record, at some instant. */
  readonly wrongHolder: readonly string[];
  /** Doses that came from nowhere, or are gone; a portion that is not there, or too much. */
  readonly wrongDoses: readonly string[];
  readonly wrongShipment: readonly string[];
  /** In the truth, and not flagged. */
  readonly missed: readonly string[];
  /** Flagged, and not in the truth. */
  readonly invented: readonly string[];
  /** Somebody else really had it than the record says, and nothing calls for a look. */
  readonly silentlyWrong: readonly string[];
};

const PARTS = [
  ['wrongHolder', 'another holder than was'],
  ['wrongDoses', 'wrong doses'],
  ['wrongShipment', 'wrong state of a shipment'],
  ['missed', 'missed'],
  ['invented', 'invented'],
  ['silentlyWrong', 'wrong without a word'],
] as const;

export const agrees = (findings: Findings): boolean => PARTS.every(([part]) => findings[part].length === 0);

/** As a person reads it; the first ten of each kind. */
export function findingsText(findings: Findings): string {
  const { parcels, asked, handoffs, discrepancies, disputes, conflicts } = findings;
  return [
    `parcels: ${parcels}, asked who held them: ${asked} times`,
    `handoffs: ${handoffs}, discrepancies: ${discrepancies}, not completed: ${disputes}, conflicts: ${conflicts}`,
    ...PARTS.flatMap(([part, title]) => [
      `${title}: ${findings[part].length}`,
      ...findings[part].slice(0, 10).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}
