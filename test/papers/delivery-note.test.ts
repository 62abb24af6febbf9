import { beforeAll, describe, expect, test } from 'vitest';
import { deliveryNote } from '../../src/papers/papers.ts';
import { codesOf, runsOf, textOf } from './reading.ts';
import { note, PROOF, product } from './samples.ts';

describe('the note of an ordinary shipment', () => {
  let pdf: Uint8Array;
  let pages: string[];
  beforeAll(async () => {
    pdf = await deliveryNote(note());
    pages = await textOf(pdf);
  });

  test('is one page, and its code leads to the proof', async () => {
    expect(pages).toHaveLength(1);
    expect(await codesOf(pdf, 1)).toEqual([PROOF.url]);
  });

  test.each([
    'PHIẾU XUẤT KHO KIÊM VẬN CHUYỂN VẮC XIN',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Nơi xuất (From) Kho vắc xin tỉnh Đắk Lắk',
    'Nơi nhận (To) Trạm Y tế xã Ea Kao',
    'Qua (Via) Trung tâm Y tế thành phố Buôn Ma Thuột – Trạm Y tế phường Ea Tam',
    'Người vận chuyển (Escort) Y Thịnh Niê',
    'Khởi hành dự kiến (Planned departure) 06:42 22/11/2026',
    'Đã đóng hộp',
    'Hòm lạnh 03',
    'Vật liệu giữ lạnh: bình tích lạnh, rã đông bề mặt lúc 06:10 22/11/2026; Niêm phong: NP-000417; Nhiệt độ: 4,2 °C',
    '2 DPT-VGB-Hib (SII) GTIN 08901234567894 241Q8012 30/06/2027 60',
    'Chưa đóng hộp',
    'Cộng 1.600',
    'Giao trước buổi tiêm sáng thứ Hai.',
    'Xác nhận khi đăng nhập, không có chữ ký số',
    'Nhận hàng để vận chuyển',
  ])('says: %s', (words) => {
    expect(pages[0]?.replaceAll('\u00a0', ' ')).toContain(words);
  });

  test('a vehicle, seal or temperature nobody gave is a dotted line', () => {
    expect(pages[0]).toMatch(/Phương tiện, biển số \(Vehicle\) \.{20}/);
    expect(pages[0]).toMatch(/bình nước mát; Niêm phong: \.{10,}; Nhiệt độ: \.{8,}; Đóng lúc/);
  });
});

test('a plan without a box, a parcel or a word says so', async () => {
  const [text] = await textOf(
    await deliveryNote(note({ boxes: [], loose: [], stops: [], note: ' ', planned: null, packed: null })),
  );
  expect(text).toContain('Không có vắc xin.');
  expect(text).toContain('Cộng 0');
  expect(text).toContain('Qua (Via) không có');
  expect(text?.match(/Chưa xác nhận/g)).toHaveLength(2);
});

test('forty boxes with names of every kind keep all their rows on the sheet', async () => {
  const [first] = note().boxes;
  if (first === undefined) throw new Error('the sample has boxes');
  const boxes = Array.from({ length: 40 }, (_, index) => ({
    ...first,
    name: `${'M'.repeat(190)}-${index}`,
    seal: '<b>'.repeat(60),
    parcels: [
      { product: product('Ẫ'.repeat(200), '1'.repeat(60)), lot: `LOT-${index + 100}`, expiry: '?', doses: 1 },
    ],
  }));
  const pages = await runsOf(
    await deliveryNote(note({ boxes, stops: ['Q'.repeat(300)], note: 'Ợ'.repeat(900) })),
  );
  const runs = pages.flat();
  expect(runs.flatMap(({ text }) => text.match(/LOT-\d+/g) ?? [])).toEqual(
    boxes.map((_, index) => `LOT-${index + 100}`),
  );
  expect(runs.filter(({ x, width }) => x < 56.9 || x + width > 555.4)).toEqual([]);
});
