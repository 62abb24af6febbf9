/** A telephone number as people read it in Viet Nam: `0262 385 1234`. Others stay as they are dialled. */
export function phoneText(dialled: string): string {
  if (!dialled.startsWith('+84')) return dialled;
  const number = `0${dialled.slice(3)}`;
  return `${number.slice(0, 4)} ${number.slice(4, 7)} ${number.slice(7)}`.trim();
}
