/** What follows from an import: the excursions of the unit and of the parcels that were in it then, and their open holds. */
import { Zone } from '../../devices/loggers/zone.ts';
import type { Imported } from '../keeper/evidence.ts';
import type { ExcursionView, HoldView } from '../keeper/views.ts';
import { type Door, itemsOf } from './door.ts';
import { both } from './verb.ts';

/** More lines than this are counted, not printed. */
const LINES_MOST = 50;

/** `zone`: by whose clock times are shown. */
export async function followingText(door: Door, { unit, parcels }: Imported, zone: string): Promise<string> {
  const clock = new Zone(zone);
  const excursions: ExcursionView[] = [];
  const holds: HoldView[] = [];
  for await (const e of itemsOf<ExcursionView>(door, { type: 'excursions', unit })) excursions.push(e);
  for (const parcel of parcels) {
    for await (const e of itemsOf<ExcursionView>(door, { type: 'excursions', parcel })) excursions.push(e);
    for await (const h of itemsOf<HoldView>(door, { type: 'holds', parcel, state: 'open' })) holds.push(h);
  }
  const lines = [
    both(
      `Vi phạm nhiệt độ của ${unit} và ${parcels.length} kiện đã ở trong đó: ${excursions.length}`,
      `Excursions of ${unit} and of the ${parcels.length} parcels that were in it: ${excursions.length}`,
    ),
    ...shortened(
      excursions.toSorted((a, b) => (a.start < b.start ? -1 : 1)).map((e) => excursionLine(e, clock)),
    ),
  ];
  if (holds.length > 0)
    lines.push(
      both(`Kiện đang bị tạm dừng: ${holds.length}`, `Open holds: ${holds.length}`),
      ...shortened(holds.map((h) => `  ${h.parcel} (${h.lot}) ${h.kind} ${h.reason}`.trimEnd())),
    );
  return lines.join('\n');
}

function excursionLine(e: ExcursionView, clock: Zone): string {
  const local = (iso: string): string => clock.local(Date.parse(iso));
  const whose = e.unit ?? both(`kiện ${e.parcel}`, `parcel ${e.parcel}`);
  const end = e.end === null ? both('chưa hết', 'open') : local(e.end);
  const how = e.peakCelsius === null ? '' : `, ${e.peakCelsius} °C, ${Math.round(e.beyondSeconds / 60)} min`;
  return `  ${whose}: ${e.rule}, ${local(e.start)} → ${end}${how}`;
}

function shortened(lines: readonly string[]): string[] {
  if (lines.length <= LINES_MOST) return [...lines];
  const more = lines.length - LINES_MOST;
  return [...lines.slice(0, LINES_MOST), `  … ${both(`còn ${more}`, `${more} more`)}`];
}
