/** What is judged, by which name? The own history of a unit, or that of a parcel. */
export const unitSubject = (id: string): string => `unit:${id}`;
export const parcelSubject = (id: string): string => `parcel:${id}`;

/** Of which kind it is, and which one of them. */
export function subjectOf(subject: string): { readonly kind: string; readonly id: string } {
  const end = subject.indexOf(':');
  return { kind: subject.slice(0, end), id: subject.slice(end + 1) };
}
