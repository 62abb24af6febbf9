import { describe, expect, test } from 'vitest';
import { checkpointText, signCheckpoint } from '../../src/custody/checkpoint.ts';
import { makePaper } from '../../src/papers/papers.ts';
import { codesOf, pictureOf, textOf } from './reading.ts';
import { daily, namedDaily, namedMonthly } from './report-samples.ts';
import { AT } from './samples.ts';

const flat = (pages: readonly string[]) => pages.join(' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');
const URL = 'https://giulanh.daklak.example/bao-cao/019aa5b2-7c31-7e0a-b1d2-0c3f5a9e1234';
const CHECKPOINT = checkpointText(
  signCheckpoint(
    {
      origin: `giulanh/${'ab'.repeat(32)}`,
      root: '9f86d081'.repeat(8),
      size: 48_213,
      time: '2026-11-22T03:42:00.000Z',
    },
    { key: '0123456789abcdef', sign: () => new Uint8Array(64).fill(7) },
  ),
);

describe('the report of a day on paper', async () => {
  const pdf = await makePaper('daily-report', {
    ...namedDaily({ checkpoint: CHECKPOINT, late: true }),
    ...{ url: URL, printedAt: AT },
  });
  const pages = await textOf(pdf);

  test.each([
    'BÁO CÁO NGÀY VỀ DÂY CHUYỀN LẠNH VÀ VẮC XIN',
    'Nơi báo cáo (Place) Toàn tỉnh',
    '10:42 21/11/2026 – 10:42 22/11/2026 (lập muộn, hệ thống đã ngừng)',
    'Số tủ, buồng lạnh 5',
    'Đang vượt ngưỡng 1',
    'Liều tồn kho 12.405',
    'trong đó không được dùng 420',
    'Kho huyện Krông Pắc Tủ vắc xin 2 09:42 22/11/2026',
    'Kho huyện Krông Pắc Tủ vắc xin 1 tren-8 08:42 22/11/2026 – 10,4',
    'Vắc xin sởi – rubella (MR) MR-0426 27/11/2026 12.345 420',
    'Cộng 12.405 420',
    'Trạm Y tế xã Ea Kao mọi vắc xin 01/11/2026 30/11/2026 900 660 655',
    'Kho huyện Krông Pắc Trạm Y tế xã Ea Kao Y Thịnh Niê Đang vận chuyển 60 11:42 22/11/2026',
    'Từ 2 đến 8 °C 120,0 100,5 19,5 30,0',
    'KIEN-0001',
    'sẽ hết hạn trước khi tiêm hết',
    'Nguyễn Thị Hường',
    '−5',
    'Cách tính',
    'trang 1/',
  ])('says: %s', (words) => {
    expect(flat(pages)).toContain(words);
  });

  test('carries the ledger’s checkpoint as a code that a reader takes from the picture', async () => {
    expect(await codesOf(pdf, pages.length)).toEqual([CHECKPOINT]);
    expect(flat(pages)).toContain('9f86 d081');
  });

  test('is pages that are not empty, with type at both margins', async () => {
    for (const [i] of pages.entries()) {
      const canvas = await pictureOf(pdf, i + 1, 1);
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      expect(data.filter((value, place) => place % 4 === 0 && value < 128).length).toBeGreaterThan(1_000);
    }
  });
});

test('a place with hardly anything says for each table that there is nothing, and has no code where the ledger is empty', async () => {
  const nothing = daily({
    ...{ cold: [], excursions: [], stock: [], given: [], plans: [], shipments: [], capacity: [] },
    ...{ proposals: [], differences: [], response: { medianSeconds: null, p90Seconds: null } },
  });
  const pdf = await makePaper('daily-report', {
    ...namedDaily({ ...nothing, site: 'tram' }),
    ...{ url: URL, printedAt: AT },
  });
  const text = flat(await textOf(pdf));
  expect(text).toContain('Trạm Y tế xã Ea Kao');
  expect(text.match(/Không có\./g)).toHaveLength(10);
  expect(text).toContain('Sổ cái chưa có mốc nào.');
});

test('a province of thousands of lots is bounded on paper, its sums are of all of them, and the rest is said to be in the file', async () => {
  const [line] = daily().stock;
  if (line === undefined) throw new Error('no line');
  const stock = Array.from({ length: 5_000 }, (_, i) => ({ ...line, lot: `L${i}`, doses: 10, heldDoses: 1 }));
  const pdf = await makePaper('daily-report', { ...namedDaily({ stock }), url: URL, printedAt: AT });
  const text = flat(await textOf(pdf));
  expect(text).toContain('Cộng 50.000 5.000');
  expect(text).toContain('+4.700 dòng');
  expect(text).not.toContain('L300 ');
});

test('the report of a month shows each site’s share, response and lots, its units, what the figures mean, and the way to it', async () => {
  const pdf = await makePaper('monthly-report', { ...namedMonthly(), url: URL, printedAt: AT });
  const pages = await textOf(pdf);
  const text = flat(pages);
  // (2 675 000 + 2 500 000) of 5 178 400 known; 178 400 unknown of 5 356 800.
  expect(text).toContain('Kho huyện Krông Pắc 2 99,93 96,66 1 4 phút – 2 1 0');
  expect(text).toContain('Tủ vắc xin 2 31 ngày 00 giờ 100,00 93,33 0');
  expect(text).toContain('Thiết bị hoạt động (%): thời gian có số liệu chia cho thời gian theo dõi.');
  expect(text).toContain('(Month) 10/2026');
  expect(await codesOf(pdf, pages.length)).toEqual([URL]);
});

test('hostile names stay text, and none turns a line around', async () => {
  const hostile = '=HYPERLINK("http://x")\u202e<script>\u0000';
  const named = namedDaily();
  const pdf = await makePaper('daily-report', {
    ...{ ...named, names: { ...named.names, sites: { kho: hostile, tram: hostile.repeat(200) } } },
    ...{ url: URL, printedAt: AT },
  });
  const text = flat(await textOf(pdf));
  expect(text).toContain('=HYPERLINK("http://x")<script>');
  expect(text).not.toContain('\u202e');
});
