/** A handoff and a shipment as they are on an ordinary day in Đắk Lắk, for the papers' tests to vary. */
import type {
  DeliveryNoteData,
  HandoffRecordData,
  PaperParcel,
  PaperProduct,
} from '../../src/papers/types.ts';

export const ZONE = 'Asia/Ho_Chi_Minh';
/** 10:42 on 22/11/2026 in the zone. */
export const AT = Date.UTC(2026, 10, 22, 3, 42);
const MINUTE = 60_000;

export const product = (name: string, gtin: string): PaperProduct => ({
  name,
  gtin,
  maker: 'IVAC, Việt Nam',
  registration: 'QLVX-1234-26',
  presentation: '20 liều/lọ',
});

export const parcel = (name: string, lot: string, more: Partial<PaperParcel> = {}): PaperParcel => ({
  product: product(name, '08931234567890'),
  lot,
  expiry: '2027-12-31',
  lotRelease: null,
  diluent: null,
  offered: 100,
  taken: 100,
  refused: 0,
  missing: 0,
  vvm: 1,
  freezeIndicator: 'ok',
  damage: null,
  ...more,
});

export const PROOF = {
  url: 'https://giulanh.daklak.example/p/019aa5b2-7c31-7e0a-b1d2-0c3f5a9e1234',
  hash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
} as const;

export const record = (more: Partial<HandoffRecordData> = {}): HandoffRecordData => ({
  zone: ZONE,
  number: 'BG-2611-0042',
  authority: 'Trung tâm Kiểm soát bệnh tật tỉnh Đắk Lắk',
  shipment: 'VC-2611-0007',
  state: 'complete',
  at: AT,
  place: 'Trạm Y tế xã Ea Kao',
  giver: { name: 'Y Thịnh Niê', site: null, phone: '0912 345 678' },
  taker: { name: 'Nguyễn Thị Hường', site: 'Trạm Y tế xã Ea Kao', phone: null },
  parcels: [
    parcel('BCG', '0123A', {
      taken: 95,
      missing: 5,
      freezeIndicator: null,
      diluent: 'NaCl 0,9 %, lô D77, HD 31/12/2027',
    }),
    parcel('Vắc xin viêm gan B (Gene-Hbvax)', 'HB-26-041', { offered: 240, taken: 240, vvm: 2 }),
    parcel('DPT-VGB-Hib (SII)', '241Q8012', { offered: 60, taken: 60 }),
    parcel('Sởi – Rubella (MRVAC)', 'MR2604', { offered: 1200, taken: 1190, refused: 10, vvm: 3 }),
    parcel('Bại liệt uống bOPV', 'OPV-77', {
      offered: 200,
      taken: 200,
      freezeIndicator: null,
      product: { ...product('Bại liệt uống bOPV', '08931234567944'), maker: null, registration: null },
    }),
    parcel('Uốn ván hấp phụ (TT)', 'TT-0326', { offered: 400, taken: 400 }),
  ],
  boxes: [
    {
      name: 'Hòm lạnh 03',
      sealOffered: 'NP-000417',
      sealFound: 'NP-000417',
      sealIntact: true,
      celsiusOffered: 4.2,
      celsiusTaken: 5.1,
    },
    {
      name: 'Phích vắc xin 11',
      sealOffered: 'NP-000418',
      sealFound: 'NP-000481',
      sealIntact: true,
      celsiusOffered: 3.9,
      celsiusTaken: 8.4,
    },
  ],
  legs: [
    {
      about: 'Hòm lạnh 03',
      from: AT - 214 * MINUTE,
      to: AT,
      minCelsius: 2.6,
      maxCelsius: 6.8,
      meanKineticCelsius: 4.7,
      beyond: 0,
      unknown: 4 * MINUTE,
    },
    {
      about: 'Phích vắc xin 11',
      from: AT - 214 * MINUTE,
      to: AT,
      minCelsius: -0.5,
      maxCelsius: 9.3,
      meanKineticCelsius: 6.1,
      beyond: 65 * MINUTE,
      unknown: 0,
    },
  ],
  discrepancies: [
    { subject: 'BCG, lô 0123A', what: { kind: 'missing', parcel: 'p1', doses: 5, offered: 100 } },
    {
      subject: 'Sởi – Rubella, lô MR2604',
      what: { kind: 'refused', parcel: 'p4', doses: 10, offered: 1200 },
    },
    { subject: 'Sởi – Rubella, lô MR2604', what: { kind: 'vvm', parcel: 'p4', stage: 3 } },
    {
      subject: 'Phích vắc xin 11',
      what: { kind: 'seal', unit: 'b2', offered: 'NP-000418', found: 'NP-000481' },
    },
  ],
  remarks: ['Một lọ MRVAC nứt cổ, để riêng chờ kết luận.'],
  given: { kind: 'verified', name: 'Y Thịnh Niê', at: AT - 3 * MINUTE, key: 'k-7Qm2xV4pT9' },
  taken: { kind: 'verified', name: 'Nguyễn Thị Hường', at: AT, key: 'k-w83LsZ0aHd' },
  proof: PROOF,
  printedAt: AT + 20 * MINUTE,
  ...more,
});

export const note = (more: Partial<DeliveryNoteData> = {}): DeliveryNoteData => ({
  zone: ZONE,
  number: 'VC-2611-0007',
  authority: 'Trung tâm Kiểm soát bệnh tật tỉnh Đắk Lắk',
  state: 'packed',
  from: 'Kho vắc xin tỉnh Đắk Lắk',
  to: 'Trạm Y tế xã Ea Kao',
  stops: ['Trung tâm Y tế thành phố Buôn Ma Thuột', 'Trạm Y tế phường Ea Tam'],
  escort: { name: 'Y Thịnh Niê', site: 'Tiểu đoàn vận tải 2', phone: '0912 345 678' },
  vehicle: null,
  departAt: AT - 240 * MINUTE,
  arriveBy: AT + 30 * MINUTE,
  departedAt: null,
  boxes: [
    {
      name: 'Hòm lạnh 03',
      coolant: { kind: 'ice-pack', conditionedAt: '2026-11-21T23:10:00.000Z' },
      seal: 'NP-000417',
      celsius: 4.2,
      packedAt: AT - 260 * MINUTE,
      parcels: [
        { product: product('BCG', '08931234567890'), lot: '0123A', expiry: '2027-12-31', doses: 100 },
        {
          product: product('DPT-VGB-Hib (SII)', '08901234567894'),
          lot: '241Q8012',
          expiry: '2027-06-30',
          doses: 60,
        },
      ],
    },
    {
      name: 'Phích vắc xin 11',
      coolant: { kind: 'cool-pack', conditionedAt: null },
      seal: null,
      celsius: null,
      packedAt: AT - 255 * MINUTE,
      parcels: [
        {
          product: product('Sởi – Rubella (MRVAC)', '08931234567906'),
          lot: 'MR2604',
          expiry: '2027-09-30',
          doses: 1200,
        },
      ],
    },
  ],
  loose: [
    {
      product: product('Vắc xin viêm gan B (Gene-Hbvax)', '08931234567913'),
      lot: 'HB-26-041',
      expiry: '2028-01-31',
      doses: 240,
    },
  ],
  note: 'Giao trước buổi tiêm sáng thứ Hai.',
  planned: { kind: 'verified', name: 'Trần Văn Đức', at: AT - 600 * MINUTE, key: 'k-1aB9cD3eF5' },
  packed: { kind: 'session', name: 'Lê Thị Mỹ Hạnh', at: AT - 255 * MINUTE },
  carried: null,
  proof: PROOF,
  printedAt: AT - 250 * MINUTE,
  ...more,
});
