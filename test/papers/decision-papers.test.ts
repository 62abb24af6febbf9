import { expect, test } from 'vitest';
import { decisionRecord, recallNotice } from '../../src/papers/papers.ts';
import type { DecisionPaperData, PaperDecidedParcel, RecallNoticeData } from '../../src/papers/types.ts';
import { codesOf, textOf } from './reading.ts';
import { AT, PROOF, ZONE } from './samples.ts';

const HOUR = 3_600_000;
const parcel = (name: string, more: Partial<PaperDecidedParcel> = {}): PaperDecidedParcel => ({
  product: 'Vắc xin sởi – rubella (MR)',
  gtin: '08934567890120',
  lot: 'MR-0426',
  expiry: '2028-03-31',
  name,
  wasIn: 'Tủ vắc xin 1',
  now: 'Tủ vắc xin 2, Trạm Y tế phường Ea Tam',
  hasEnded: false,
  doses: 240,
  given: 12,
  givenAfterBreach: 2,
  ...more,
});
const decision = (more: Partial<DecisionPaperData> = {}): DecisionPaperData => ({
  zone: ZONE,
  number: 'QD-1A2B-3C4D',
  authority: 'Trung tâm Kiểm soát bệnh tật tỉnh Đắk Lắk',
  decision: 'release',
  breaches: [
    {
      unit: 'Tủ vắc xin 1',
      site: 'Trạm Y tế xã Ea Kao',
      rule: 'Trên 8,0 °C, liên tục 1 giờ 00 phút',
      source:
        'Quy định bảo quản phiên bản 1, áp dụng từ 00:00 01/01/2026; nguồn: Tờ hướng dẫn sử dụng vắc xin sởi – rubella',
      start: AT - 3 * HOUR,
      end: AT - HOUR,
      peakCelsius: 10.4,
      beyond: 2 * HOUR,
      unknown: 0,
      present: true,
      parcels: 2,
    },
  ],
  causes: [],
  parcels: [
    parcel('KIEN-0001'),
    parcel('KIEN-0002', { doses: 60, given: 0, givenAfterBreach: 0, now: null }),
    parcel('KIEN-0003', { doses: 0, hasEnded: true, given: 0, givenAfterBreach: 0 }),
  ],
  given: { doses: 14, afterBreach: 2 },
  reason: 'Còn trong hạn ổn định theo nhà sản xuất',
  evidence: 'Văn bản số 123/CDC. Kết quả kiểm tra VVM giai đoạn 1',
  proposed: { name: 'Nguyễn Thị An', roles: 'cán bộ quản lý', at: AT - 30 * 60_000 },
  approved: { name: 'Trần Bình', roles: 'cán bộ quản lý, quản trị', at: AT - 10 * 60_000 },
  gates: [{ lot: 'MR-0426', site: 'Trạm Y tế xã Ea Kao', verdict: 'allowed', reasons: '' }],
  proof: PROOF,
  printedAt: AT,
  ...more,
});
const recall = (more: Partial<RecallNoticeData> = {}): RecallNoticeData => ({
  zone: ZONE,
  number: 'TH-0120-MR-0426',
  authority: null,
  product: 'Vắc xin sởi – rubella (MR)',
  gtin: '08934567890120',
  lot: 'MR-0426',
  expiry: '2028-03-31',
  reason: 'Thông báo 7/QLD: nghi có tạp chất',
  recalled: { name: 'Nguyễn Thị An', roles: 'cán bộ quản lý', at: AT },
  places: [
    { site: 'Trạm Y tế xã Ea Kao', phone: '+842623851234', units: ['Tủ vắc xin 1'], parcels: 2, doses: 1300 },
    { site: 'Trạm Y tế phường Ea Tam', phone: null, units: ['Tủ vắc xin 2'], parcels: 1, doses: 100 },
    { site: null, phone: null, units: ['Hòm lạnh 03'], parcels: 1, doses: 40 },
  ],
  given: [{ site: 'Trạm Y tế xã Ea Kao', doses: 12 }],
  proof: PROOF,
  printedAt: AT,
  ...more,
});
const flat = (pages: readonly string[]) => pages.join(' ').replaceAll('\u00a0', ' ').replaceAll(/\s+/g, ' ');

test('a decision of three parcels is one page that says what happened, by which rule, who decided, and leads to its proof', async () => {
  const pdf = await decisionRecord(decision());
  const pages = await textOf(pdf);
  expect(pages).toHaveLength(1);
  expect(await codesOf(pdf, 1)).toEqual([PROOF.url]);
  for (const words of [
    'BIÊN BẢN XỬ LÝ VẮC XIN',
    'Giải toả, được sử dụng',
    'đã duyệt, có hiệu lực',
    'Trên 8,0 °C, liên tục 1 giờ 00 phút',
    'Tờ hướng dẫn sử dụng vắc xin',
    '07:42 22/11/2026 – 09:42 22/11/2026',
    '10,4 °C',
    'đang trên đường',
    'Liều đã tiêm từ khi bắt đầu: 14 , sau vi phạm: 2',
    'Văn bản, căn cứ: Văn bản số 123/CDC.',
    'Nguyễn Thị An (cán bộ quản lý), 10:12 22/11/2026',
    'Trần Bình (cán bộ quản lý, quản trị), 10:32 22/11/2026',
    'Trạm Y tế xã Ea Kao, lô MR-0426: Được phép dùng',
    'Xác nhận khi đăng nhập',
    '9f86 d081',
  ])
    expect(flat(pages)).toContain(words);
});

test('a proposal says that it is not in force yet, and without a broken rule the written cause stands there', async () => {
  const pages = flat(
    await textOf(
      await decisionRecord(
        decision({ approved: null, breaches: [], causes: ['Thu hồi theo thông báo'], gates: [] }),
      ),
    ),
  );
  expect(pages).toContain('mới đề nghị, chưa có hiệu lực');
  expect(pages).toContain('– Thu hồi theo thông báo');
  expect(pages).toContain('Không còn kiện nào ở điểm tiêm.');
  expect(pages).not.toContain('Mất số liệu');
});

test('five hundred parcels with hostile names are told by lot and place, and their names are text', async () => {
  const many = Array.from({ length: 500 }, (_, i) => parcel(`<b>${i}</b>\u202e`, { doses: 1000 + (i % 2) }));
  const pages = await textOf(await decisionRecord(decision({ parcels: many })));
  expect(pages.length).toBeLessThanOrEqual(2);
  expect(flat(pages)).toContain('500 kiện');
  expect(flat(pages)).toContain('500.250');
  expect(flat(pages)).toContain('Kiện: <b>0</b>, <b>1</b>');
  for (const page of pages) expect(page).toContain('QD-1A2B-3C4D');
});

test('forty parcels with endless names stand in a line each, and every page bears the number', async () => {
  const many = Array.from({ length: 40 }, (_, i) => parcel(`${i} ${'x'.repeat(300)}`));
  const pages = await textOf(await decisionRecord(decision({ parcels: many })));
  expect(pages.length).toBeGreaterThan(1);
  for (const page of pages) expect(page).toContain('QD-1A2B-3C4D');
});

test('a notice of a recall is one page: the lot, why, where its doses are with whom to call, what to do', async () => {
  const pdf = await recallNotice(recall());
  const pages = await textOf(pdf);
  expect(pages).toHaveLength(1);
  expect(await codesOf(pdf, 1)).toEqual([PROOF.url]);
  for (const words of [
    'THÔNG BÁO THU HỒI LÔ VẮC XIN',
    'Số lô (Lot) MR-0426',
    'Thông báo 7/QLD: nghi có tạp chất',
    'Trạm Y tế xã Ea Kao 0262 385 1234 Tủ vắc xin 1 2 1.300',
    'đang trên đường',
    '12 liều. Trạm Y tế xã Ea Kao: 12 liều.',
    'Ngừng tiêm ngay mọi lọ của lô này',
    'Nơi nhận thông báo',
  ])
    expect(flat(pages)).toContain(words);
});

test('a lot that is nowhere any more, and of which nothing was given, says so', async () => {
  const pages = flat(await textOf(await recallNotice(recall({ places: [], given: [], expiry: null }))));
  expect(pages).toContain('Không còn liều nào ở các nơi.');
  expect(pages).toContain('Chưa tiêm liều nào.');
});
