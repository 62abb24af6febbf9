/** The first part: planned at a desk, packed on a phone, given to the escort of the truck. */
import assert from 'node:assert/strict';
import type { ShipmentView } from '../../../src/keeper/custody-views.ts';
import { dataMatrix } from '../film.ts';
import { loaded } from '../trip-house.ts';
import { giveTo, take, takeByCamera } from './handoff.ts';
import { Phone } from './phone.ts';
import { HEPB, MR, NAMES, STATION, STORE, TRUCK } from './province.ts';
import { phonesOf, type Step } from './story.ts';

const HOUR = 3_600_000;
const DESK = { width: 1366, height: 900 };
export const SEAL = 'NP-26117';
/** `2026-11-23T07:00` in the province's time. */
const typed = (at: number): string => new Date(at + 7 * HOUR).toISOString().slice(0, 16);
/** What is printed on the carton. */
export const labelOf = ({ gtin, lot, expiry }: typeof MR | typeof HEPB, serial: string) =>
  dataMatrix(`(01)${gtin}(17)${expiry.slice(2).replaceAll('-', '')}(10)${lot}(21)${serial}`);

export const AT_THE_DEPOT: readonly Step[] = [
  {
    title: 'everybody who will meet has signed in on their phone once',
    run: async (told) => {
      await Promise.all(
        phonesOf(told).map(async (phone) => {
          await phone.open('/chuyen');
          if (phone === told.nurse) await told.look(phone.page, 'sign-in');
          await phone.signIn();
          await phone.page.getByText('Chưa có chuyến nào').waitFor();
        }),
      );
    },
  },
  {
    title: 'the depot plans a trip at a desk: half of one parcel, all of another',
    run: async (told) => {
      const { road } = told;
      const desk = await Phone.opened(road, STORE, 0, DESK);
      await desk.open('/chuyen');
      await desk.signIn();
      await desk.follow('Lập chuyến');
      await desk.page.getByLabel('Nơi đến').selectOption({ label: STATION });
      await desk.page.getByLabel('Thêm điểm ghé').selectOption({ label: 'Trung tâm Y tế Buôn Đôn' });
      await desk.page
        .getByLabel('Người áp tải')
        .selectOption({ label: `${NAMES[TRUCK]} – Kho vắc xin khu vực Tây Nguyên` });
      await desk.fill('Giờ đi', typed(road.startAt + HOUR / 2));
      await desk.fill('Phải đến trước', typed(road.startAt + 4 * HOUR));
      await desk.fill('Ghi chú', 'Đoạn Ea Huar không có sóng, chuyển sang xe máy');
      await told.look(desk.page, 'plan-route');
      await desk.next();
      await desk.page.getByRole('checkbox', { name: /300 liều/ }).check();
      await desk.page.getByRole('checkbox', { name: /100 liều/ }).check();
      await desk.fill(`Số liều gửi của lô ${MR.lot}`, '150');
      await told.look(desk.page, 'plan-parcels');
      await desk.next();
      await desk.reads('2 kiện, 250 liều');
      await told.look(desk.page, 'plan-summary');
      await desk.press('Lập chuyến');
      await desk.reads('Đã lập chuyến, máy chủ đã lưu');
      await told.look(desk.page, 'planned');
      assert.deepEqual(desk.faults, []);
      const { items } = await road.ask<{ items: ShipmentView[] }>(STORE, '/shipments?state=planned');
      assert.equal(items.length, 1);
      told.trip = items[0]?.id ?? '';
      await desk.close();
    },
  },
  {
    title: 'each of them loads the trip while there is a network',
    run: async (told) => {
      for (const phone of phonesOf(told)) {
        const before = phone.line.down;
        await phone.page.reload();
        await loaded(phone.page);
        await phone.armed();
        told.measured.push(
          `${phone.who}: ${kilobytes(before)} for signing in and the pages, ${kilobytes(phone.line.down - before)} until the trip was on the phone (down)`,
        );
      }
      await told.look(told.truck.page, 'my-trip');
    },
  },
  {
    title: 'the box is packed on a phone: cartons by their labels, ice packs, temperature, seal',
    run: async (told) => {
      const { road, store } = told;
      await road.until(20);
      await store.press('Mở chuyến');
      await store.follow(/Đóng hộp/);
      await store.pick('Hòm lạnh số 7');
      await told.look(store.page, 'pack-box');
      await store.next();
      await store.films('Quét mã từng kiện', [await labelOf(MR, 'A1'), await labelOf(HEPB, 'B1')]);
      await store.reads(/Đã xếp: .*150 liều/);
      await store.page.getByRole('checkbox', { name: /100 liều/, checked: true }).waitFor();
      await told.look(store.page, 'pack-cartons');
      await store.next();
      await store.pick('Bình tích lạnh');
      await store.press('Vừa xong');
      await store.fill('Nhiệt độ bây giờ (°C)', '4,5');
      await store.fill('Số niêm phong', SEAL);
      await told.look(store.page, 'pack-cold');
      await store.next();
      await store.reads('1 hộp, 2 kiện, 250 liều');
      await told.look(store.page, 'pack-summary');
      await store.hold('Giữ 1 giây để ký đóng hộp');
      await store.reads(/Đã gửi, máy chủ xác nhận/);
      await told.look(store.page, 'packed');
      await store.press('Về chuyến');
    },
  },
  {
    title:
      'the escort’s phone, without a signal in the yard already, films the storekeeper’s one-time code and signs',
    run: async (told) => {
      const { road, store, truck } = told;
      await road.until(25);
      await truck.open(`/chuyen/${told.trip}`);
      await truck.page.getByRole('article', { name: 'Hòm lạnh số 7' }).waitFor();
      await truck.context.setOffline(true);
      await road.until(30);
      const code = await giveTo(told, store, NAMES[TRUCK], { celsius: '4,6', seal: SEAL, name: 'give' });
      await takeByCamera(told, truck, code);
      await told.look(truck.page, 'truck-offer');
      await take(told, truck, { celsius: '4,6', seal: SEAL, name: 'truck' });
    },
  },
];

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
