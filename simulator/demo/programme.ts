/** What the demonstration tells its audience when it begins: where to look, who to be, what will happen. */
import type { Description } from '../description.ts';
import { faultLine } from '../faults.ts';
import { vialBarcode } from '../gs1.ts';
import type { Trip } from '../trips/plan.ts';
import type { Story } from './story.ts';

export type Programme = {
  readonly seed: string;
  readonly description: Description;
  readonly told: Story;
  readonly trip: Trip | null;
  readonly host: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  /** Seconds until the fridge fails. */
  readonly failAfter: string;
};

export function programme(wanted: Programme): string {
  const { seed, description, told, trip, host, httpPort, mqttPort, failAfter } = wanted;
  const people = description.people.map(
    ({ roles, username, password, name }) =>
      `    ${(roles[0] ?? '').padEnd(14)} ${username.padEnd(10)} ${password.padEnd(22)} ${name}`,
  );
  return [
    '',
    '  Giữ Lạnh: một tỉnh mô phỏng / a simulated province',
    '',
    `  Bảng trực / Board    http://${host}:${httpPort}/`,
    `  MQTT                 ${host}:${mqttPort}`,
    `  Seed                 ${seed}   (${description.sites.length} sites, ${description.units.length} units, ${description.parcels.length} parcels)`,
    '',
    '  Tài khoản / Accounts (role, user name, password, name)',
    ...people,
    '',
    `  Sau ${failAfter} giây, ${told.fridge.name} của ${told.site.name} hỏng và vượt 8 °C trong nửa phút.`,
    `  After ${failAfter} s ${told.fridge.id} fails and passes 8 °C within half a minute.`,
    `  Quét thử / Try to scan, at ${told.site.id}:`,
    `    ${vialBarcode(told.lot)}   (${told.lot.gtin}/${told.lot.lot})`,
    ...(trip === null ? [] : onTheWay(description, trip, `http://${host}:${httpPort}`)),
    '',
    '  Kế hoạch sự cố / Fault plan (UTC)',
    ...told.faults.map((fault) => `    ${faultLine(fault)}`),
    '',
    '  Ctrl+C để dừng / to stop',
    '',
  ].join('\n');
}

function onTheWay(description: Description, trip: Trip, base: string): string[] {
  const to = description.sites.find(({ id }) => id === trip.to)?.name ?? trip.to;
  const escort = trip.legs[0]?.to.username ?? '';
  const receiver = description.people.find(({ roles }) => roles.includes('vaccinator'))?.username ?? '';
  return [
    '',
    `  Đang trên đường / Under way: ${trip.cargo.length} kiện, ${trip.box} → ${to}`,
    `    ${escort} giao, ${receiver} nhận / ${escort} hands over, ${receiver} takes:`,
    `    ${base}/chuyen/${trip.id}`,
  ];
}
