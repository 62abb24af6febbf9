/** What is printed on a simulated vial: GTINs with a right check digit, and the GS1 element string of a lot. */

/** The GTIN-14 of a Vietnamese maker (prefix 893) with the given item number of nine digits at most. */
export function vietnameseGtin(item: number): string {
  const body = `0893${String(item).padStart(9, '0')}`;
  return `${body}${checkDigit(body)}`;
}

/** GS1 General Specifications 7.9: weights 3 and 1 from the right, up to the next ten. */
export function checkDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) sum += Number(body[body.length - 1 - i]) * (i % 2 === 0 ? 3 : 1);
  return (10 - (sum % 10)) % 10;
}

/** What a scanner reads from the vial's DataMatrix: symbology identifier, GTIN, expiry, lot. */
export function vialBarcode(vial: { gtin: string; lot: string; expiry: string }): string {
  const [year, month, day] = vial.expiry.split('-');
  return `]d201${vial.gtin}17${year?.slice(2)}${month}${day}10${vial.lot}`;
}
