/** What do people call a record, on paper and on a phone? By the random end of its id, which is short and hardly ever twice. */

/**
 * `BG-1A2B-3C4D`, to be read out. `prefix`: `BG` a handoff's record (biên bản giao nhận), `PX` a delivery note (phiếu xuất),
 * `PN` a receipt (phiếu nhập), `HS` an incident's dossier (hồ sơ).
 */
export function recordNumber(prefix: 'BG' | 'PX' | 'QD' | 'PN' | 'HS', id: string): string {
  const end = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `${prefix}-${end.slice(0, 4)}-${end.slice(4)}`;
}
