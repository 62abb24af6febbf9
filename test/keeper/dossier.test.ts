import { expect, test } from 'vitest';
import type { ManyView } from '../../src/keeper/official-views.ts';
import type { AlertView, HoldView, Paged } from '../../src/keeper/views.ts';
import type { DossierData } from '../../src/papers/incident-types.ts';
import { makePaper } from '../../src/papers/papers.ts';
import { codesOf, pictureOf, textOf } from '../papers/reading.ts';
import { AN, BINH, House, NURSE, OFFICIALS, PROVINCE } from './house.ts';

const URL = 'https://giulanh.example/su-co/1';

test('an incident’s dossier holds its curve with the limit, the rule, the parcels, who had them, and what was decided', async () => {
  const house = await House.open({ descriptions: [PROVINCE, OFFICIALS] });
  for (let minute = 0; minute <= 110; minute += 5) {
    house.now = minute;
    // Nothing came between minute 95 and 105.
    if (minute === 100) continue;
    await house.send('do-1', [[minute, minute < 20 || minute > 90 ? 5 : 10.4]]);
  }
  const { items } = await house.ask<Paged<AlertView>>({ type: 'alerts' });
  const alert = items.find(({ kind }) => kind === 'unit-excursion');
  const holds = (await house.ask<Paged<HoldView>>({ type: 'holds' })).items.map(({ id }) => id);
  const words = { reason: 'Còn trong hạn ổn định', evidence: 'Văn bản số 12/CDC' };
  const order = { type: 'dispositions.propose', holds, decision: 'release', ...words } as const;
  const proposed = await house.does<ManyView>(AN, order);
  await house.does<ManyView>(BINH, {
    type: 'dispositions.approve',
    dispositions: proposed.done.map(({ id }) => id),
  });
  house.now = 200;

  const query = { type: 'incident.paper', alert: alert?.id ?? '', url: URL } as const;
  const data = await house.ask<DossierData>(query);
  expect(data.limits).toEqual([8]);
  expect(Math.max(...data.curve.map(({ max }) => max))).toBe(10.4);
  expect((await house.keeper.ask({ ...NURSE, site: 'xa' }, query)).ok).toBe(false);

  const pdf = await makePaper('incident-dossier', data);
  const pages = await textOf(pdf);
  const text = pages.join(' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
  for (const said of [
    'HỒ SƠ SỰ CỐ NHIỆT ĐỘ',
    'Nơi (Site) Kho tỉnh',
    'Tủ, buồng lạnh (Unit) Tủ 1',
    '10,4 °C – 10,4 °C',
    'Trên 8,0 °C, liên tục 1 giờ 00 phút',
    'Vắc xin thử',
    'kien-1 240 0 Tủ 1, Kho tỉnh',
    'Kho tỉnh',
    'Giải toả, được sử dụng',
    'Còn trong hạn ổn định; Văn bản số 12/CDC',
    'An,',
    'Bình,',
  ])
    expect(text).toContain(said);
  expect(await codesOf(pdf, pages.length)).toEqual([URL]);
  expect(hasColour(await pictureOf(pdf, 1, 1), [11, 61, 92])).toBe(true);
  expect(hasColour(await pictureOf(pdf, 1, 1), [184, 18, 41])).toBe(true);

  const bare = await textOf(await makePaper('incident-dossier', { ...data, curve: [] }));
  expect(bare.join(' ')).toContain('Không có số liệu của tủ nào.');
});

/** Is a line of that colour, or nearly, in the picture? */
function hasColour(canvas: Awaited<ReturnType<typeof pictureOf>>, wanted: readonly number[]): boolean {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < data.length; i += 4)
    if (wanted.every((value, part) => Math.abs((data[i + part] ?? 0) - value) < 40)) return true;
  return false;
}
