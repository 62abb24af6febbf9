/** What a person types is a temperature or it is none: `4,5`, `4.5`, `-18`, `−18,5`, with or without `°C`. Pure. */
const TYPED = /^([-\u2212\u2013]?)\s*(\d{1,3})(?:[.,](\d{1,2}))?$/;

export function typedCelsius(text: string): number | null {
  const found = TYPED.exec(text.trim().replace(/\s*°?\s*[cC]?$/u, ''));
  if (found === null) return null;
  const [, sign, whole, digits = '0'] = found;
  const value = Number(`${whole}.${digits}`);
  return sign === '' || value === 0 ? value : -value;
}
