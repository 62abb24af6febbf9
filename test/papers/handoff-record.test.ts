import { beforeAll, describe, expect, test } from 'vitest';
import { inkOf } from '../../src/custody/ink.ts';
import { handoffRecord } from '../../src/papers/papers.ts';
import type { HandoffRecordData } from '../../src/papers/types.ts';
import { codesOf, pictureOf, runsOf, textOf } from './reading.ts';
import { AT, PROOF, parcel, product, record } from './samples.ts';

/** A4 in points, and the margins within which everything must be. */
const LEFT = 57;
const RIGHT = 595.28 - 40;

describe('the record of an ordinary handoff', () => {
  let pdf: Uint8Array;
  let pages: string[];
  beforeAll(async () => {
    pdf = await handoffRecord(record());
    pages = await textOf(pdf);
  });

  test('six vaccines in two boxes with five remarks fill one page and not two', () => {
    expect(pages).toHaveLength(1);
  });

  test.each([
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập – Tự do – Hạnh phúc',
    'TRUNG TÂM KIỂM SOÁT BỆNH TẬT TỈNH ĐẮK LẮK',
    'BIÊN BẢN GIAO NHẬN VẮC XIN',
    'Vaccine handoff record',
    'Số: BG-2611-0042',
    'hồi 10 giờ 42 phút, ngày 22 tháng 11 năm 2026, tại Trạm Y tế xã Ea Kao',
    'Bên giao (Given by) Y Thịnh Niê',
    'Bên nhận (Taken by) Nguyễn Thị Hường',
    'Đơn vị (Site) Trạm Y tế xã Ea Kao',
    'Hai bên đã xác nhận',
    'Sởi – Rubella (MRVAC)',
    'HD 31/12/2027',
    'SĐK/GPNK: QLVX-1234-26',
    '1.200 1.190 10 0 3 Đạt',
    'Cộng 2.200 2.185 10 5',
    'NP-000418 NP-000481 Có 3,9 °C 8,4 °C',
    '07:08 – 10:42 22/11/2026 −0,5 °C 9,3 °C 6,1 °C 1 giờ 05 phút 0 giây',
    'BCG, lô 0123A: thiếu 5 trong 100 liều',
    'Sởi – Rubella, lô MR2604: từ chối nhận 10 trong 1.200 liều',
    'Phích vắc xin 11: niêm phong khi giao NP-000418, khi nhận NP-000481',
    'chỉ thị nhiệt độ lọ vắc xin (VVM) ở giai đoạn 3, không được dùng',
    'Một lọ MRVAC nứt cổ, để riêng chờ kết luận.',
    'Chữ ký số: đã kiểm tra',
    'k-w83LsZ0aHd',
    '9f86 d081 884c 7d65 9a2f eaa0 c55a d015 a3bf 4f1b 2b0b 822c d15d 6c15 b0f0 0a08',
    'Lập lúc 11:02 22/11/2026',
    'trang 1/1',
  ])('says: %s', (words) => {
    expect(pages[0]?.replaceAll('\u00a0', ' ')).toContain(words);
  });

  test('what the service does not know is a dotted line', () => {
    expect(pages[0]).toMatch(/Đơn vị \(Site\) \.{20,}/);
    expect(pages[0]).toMatch(/GCN \.{10,}/);
    expect(pages[0]).toMatch(/Nơi, nước sản xuất: \.{10,}/);
  });

  test('the code on the printed page leads to the proof', async () => {
    expect(await codesOf(pdf, 1)).toEqual([PROOF.url]);
  });

  test('the same handoff makes the same file', async () => {
    expect(Buffer.from(await handoffRecord(record())).equals(Buffer.from(pdf))).toBe(true);
  });
});

/** Dark dots on the first page, at 144 to the inch. */
async function darkIn(pdf: Uint8Array): Promise<number> {
  const canvas = await pictureOf(pdf, 1, 2);
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 255) < 128) dark++;
  return dark;
}

const firstPage = async (more: Partial<HandoffRecordData>): Promise<string> => {
  const pages = await textOf(await handoffRecord(record(more)));
  expect(pages).toHaveLength(1);
  return pages[0] ?? '';
};

describe('a record that not both sides have signed', () => {
  test('a receiver without the app is named, and the record says that it waits', async () => {
    const text = await firstPage({
      state: 'waiting',
      taken: { kind: 'receiver', name: 'Hờ Rin Byă', phone: '0987 654 321', signature: null, at: AT },
    });
    expect(text).toContain('Một bên, chờ xác nhận');
    expect(text).toContain('Hờ Rin Byă');
    expect(text).toContain('bên giao ghi hộ');
    expect(text).toContain('ký, ghi rõ họ tên');
    expect(text.match(/đã kiểm tra/g)).toHaveLength(1);
  });

  test('a signature drawn by finger stands where the receiver would sign, and nowhere else', async () => {
    const receiver = { kind: 'receiver', name: 'Hờ Rin Byă', phone: '0987 654 321', at: AT } as const;
    const stroke = Array.from({ length: 40 }, (_, i) => ({ x: 25 * i, y: 200 + 150 * Math.sin(i / 3) }));
    const dark = async (signature: string | null) => {
      const taken = { ...receiver, signature };
      expect(await firstPage({ state: 'waiting', taken })).not.toContain('ký, ghi rõ họ tên');
      return darkIn(await handoffRecord(record({ state: 'waiting', taken })));
    };
    const dot = await dark(inkOf([stroke.slice(0, 1)]));
    expect(await dark(inkOf([stroke]))).toBeGreaterThan(dot + 200);
  });

  test('an offer nobody has counted leaves room for the counts, and is under way', async () => {
    const uncounted = { taken: null, refused: null, missing: null, vvm: null, freezeIndicator: null };
    const text = await firstPage({
      state: 'offered',
      place: null,
      taken: null,
      parcels: [parcel('BCG', '0123A', uncounted)],
      discrepancies: [],
      remarks: [],
    });
    expect(text).toContain('trên đường vận chuyển ....');
    expect(text).toContain('Bên nhận chưa kiểm đếm.');
    expect(text).not.toContain('Không có sai khác.');
    expect(text).toContain('Một bên, chờ xác nhận');
    expect(text).toMatch(/100 (\.{7} ){3}\.{5} \.{5}/);
  });

  test('a confirmation without a signature does not call itself one', async () => {
    const text = await firstPage({
      given: { kind: 'session', name: 'Y Thịnh Niê', at: AT },
      taken: { kind: 'session', name: 'Nguyễn Thị Hường', at: AT },
    });
    expect(text).not.toContain('đã kiểm tra');
    expect(text.match(/không có chữ ký số/g)).toHaveLength(2);
  });

  test('an event that is not in the ledger yet has no hash to show', async () => {
    expect(await firstPage({ proof: { url: PROOF.url, hash: null } })).toContain('Chưa có trong sổ cái.');
  });
});

test('a damaged parcel says so in its own row', async () => {
  const text = await firstPage({ parcels: [parcel('BCG', '0123A', { damage: 'vỡ 2 lọ' })] });
  expect(text).toContain('Hư hỏng: vỡ 2 lọ');
});

test('a handoff without boxes, temperatures and differences leaves rows to fill in, and says that nothing differs', async () => {
  const text = await firstPage({ boxes: [], legs: [], discrepancies: [], remarks: [] });
  expect(text).toContain('Không có sai khác.');
  expect(text).toMatch(/When taken (\.+ ?){6}/);
});

test('many parcels run on over more pages: every row once and whole, the head on each page, one foot', async () => {
  const many = 90;
  const parcels = Array.from({ length: many }, (_, index) =>
    parcel(`Vắc xin thứ ${index + 1}`, `LOT-${String(index + 1).padStart(3, '0')}`),
  );
  const pages = await textOf(await handoffRecord(record({ parcels })));
  expect(pages.length).toBeGreaterThan(3);
  const whole = pages.join('\n');
  const rowsOf = (text: string) => [...text.matchAll(/LOT-\d{3}/g)].map((match) => match[0]);
  expect(rowsOf(whole)).toEqual(parcels.map(({ lot }) => lot));
  for (const [index, text] of pages.entries()) {
    expect(text).toContain(`trang ${index + 1}/${pages.length}`);
    const rows = rowsOf(text).length;
    if (rows > 0) expect(text).toContain('Chỉ thị đông băng');
    // A row is on one page: its name, lot, expiry and certificate together.
    expect(text.match(/Vắc xin thứ \d+/g)?.length ?? 0).toBe(rows);
    expect(text.match(/GCN \.{10}/g)?.length ?? 0).toBe(rows);
  }
  expect(whole.match(/Chữ ký số: đã kiểm tra/g)).toHaveLength(2);
});

test('names of every kind are shown as text, and nothing leaves the sheet', async () => {
  const long = 'W'.repeat(200);
  const marks = `Nguyễn${'\u0301\u0309\u0323'.repeat(60)}`;
  const script = '<script>alert(document.cookie)</script>';
  const data = record({
    authority: long,
    number: long,
    shipment: long,
    place: 'Trạm \u202eoaK aE\u202c'.normalize('NFD'),
    giver: { name: long, site: script, phone: long },
    taker: { name: marks, site: `${'ắ'.repeat(150)} ${'\u200f'.repeat(50)}`, phone: null },
    parcels: [
      parcel(long, long, {
        product: { ...product(script, '0'), maker: long, registration: marks, presentation: long },
        lotRelease: long,
        diluent: long,
        damage: long,
        offered: Number.MAX_SAFE_INTEGER,
      }),
    ],
    boxes: [
      {
        name: long,
        sealOffered: long,
        sealFound: script,
        sealIntact: false,
        celsiusOffered: -273.15,
        celsiusTaken: 1e6,
      },
    ],
    legs: record().legs.map((leg) => ({ ...leg, about: long })),
    discrepancies: [{ subject: long, what: { kind: 'damage', parcel: 'p', text: long } }],
    remarks: [script, 'x'.repeat(5_000)],
    given: { kind: 'verified', name: long, at: AT, key: long },
    taken: { kind: 'receiver', name: script, phone: long, signature: 'no ink', at: AT },
  });
  const pages = await runsOf(await handoffRecord(data));
  const runs = pages.flat();
  for (const { text, x, width } of runs) {
    expect([text, x >= LEFT - 0.1, x + width <= RIGHT + 0.1]).toEqual([text, true, true]);
  }
  const text = runs.map((run) => run.text).join('');
  expect(text).toContain(script);
  expect(text).toContain('Trạm oaK aE');
  expect(text).not.toMatch(/\p{Cf}/u);
});

test.each([7, 8, 9, 10, 11])(
  'with %i vaccines no heading is left without its rows at the end of a page',
  async (count) => {
    const parcels = Array.from({ length: count }, (_, index) => parcel('BCG', `LOT-${index}`));
    for (const page of await textOf(await handoffRecord(record({ parcels })))) {
      if (page.includes('1. Vắc xin giao nhận')) expect(page).toMatch(/LOT-\d/);
      if (page.includes('2. Hòm lạnh')) expect(page).toContain('NP-000417');
      if (page.includes('3. Nhiệt độ')) expect(page).toContain('07:08');
      if (page.includes('4. Sai khác')) expect(page).toContain('thiếu 5 trong 100 liều');
    }
  },
);
