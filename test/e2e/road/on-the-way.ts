/** The second part: no signal, an opened lid, a warm box, a dose that is gone, and a station that takes what came. */
import assert from 'node:assert/strict';
import { labelOf } from './at-the-depot.ts';
import { giveTo, take, takeByCamera } from './handoff.ts';
import { BIKE, HEPB, MR, NAMES, STATION } from './province.ts';
import type { Step } from './story.ts';

/** The lid was opened on the road; the box got this one then. */
const NEW_SEAL = 'NP-26200';

export const ON_THE_WAY: readonly Step[] = [
  {
    title:
      'out of reach the escort records the opened lid and the warm box; the box’s logger has a signal of its own',
    run: async (told) => {
      const { road, truck, bike, nurse } = told;
      await road.until(40);
      // Those who wait for the box look at it once more before they lose the signal too.
      await bike.open(`/chuyen/${told.trip}`);
      await nurse.open(`/chuyen/${told.trip}`);
      await bike.page.getByRole('article', { name: 'Hòm lạnh số 7' }).waitFor();
      await nurse.page.getByRole('article', { name: 'Hòm lạnh số 7' }).waitFor();
      await road.until(85);
      await bike.context.setOffline(true);
      await nurse.context.setOffline(true);
      await truck.open(`/chuyen/${told.trip}`);
      await truck.reads('Đang không có mạng');
      await told.look(truck.page, 'truck-trip-offline');
      await truck.press('Mở nắp: Hòm lạnh số 7');
      await truck.press('Thay bình tích lạnh');
      await told.look(truck.page, 'truck-lid');
      await truck.press('Ghi nhận');
      await truck.reads(/Đã mở nắp/);
      await road.until(93);
      await truck.press('Hộp nóng');
      await truck.fill('Nói thêm', 'Xe chết máy giữa nắng ở dốc Ea Tam');
      await told.look(truck.page, 'truck-incident');
      await truck.press('Ghi nhận');
      await truck.reads(/Hộp nóng: đã lưu trên máy/);
      await told.look(truck.page, 'truck-trip-recorded');
    },
  },
  {
    title:
      'on the road, both without a network, the motorbike takes over: one dose is not there, and why is said',
    run: async (told) => {
      const { road, truck, bike } = told;
      await road.until(99);
      const code = await giveTo(told, truck, NAMES[BIKE], {
        celsius: '9,4',
        seal: NEW_SEAL,
        name: 'truck-gives',
      });
      await takeByCamera(told, bike, code);
      await told.look(bike.page, 'bike-offer');
      const receipt = await take(told, bike, {
        ...{ celsius: '9,3', seal: NEW_SEAL, name: 'bike' },
        short: { group: new RegExp(HEPB.lot), doses: '99', reason: 'Một lọ rơi vỡ khi sang hòm' },
      });
      await truck.press('Quét biên nhận của bên nhận');
      await truck.films('Mở máy ảnh', receipt);
      await truck.reads('Đã có biên nhận của bên nhận, chữ ký đúng');
      await told.look(truck.page, 'truck-has-receipt');
    },
  },
  {
    title:
      'at the station the nurse films the code and counts by the labels; killed in between, nothing is lost',
    run: async (told) => {
      const { road, bike, nurse } = told;
      await road.until(155);
      const code = await giveTo(told, bike, STATION, { celsius: '4,9', seal: NEW_SEAL, name: 'bike-gives' });
      await takeByCamera(told, nurse, code);
      await told.look(nurse.page, 'nurse-offer');
      await take(told, nurse, {
        ...{ celsius: '4,8', seal: NEW_SEAL, name: 'nurse' },
        counted: async () => {
          await nurse.isKilled();
          await nurse.reads('Đếm từng kiện');
          const all = (lot: string) =>
            nurse.page.getByRole('group', { name: new RegExp(lot) }).getByRole('radio', { name: 'Đủ' });
          assert.ok(await all(MR.lot).isChecked());
          assert.ok(await all(HEPB.lot).isChecked());
          await told.look(nurse.page, 'nurse-after-kill');
        },
      });
    },
  },
  {
    title: 'and puts everything into the station’s fridge, still without a network',
    run: async (told) => {
      const { road, nurse } = told;
      await road.until(165);
      await nurse.follow(/Dỡ hộp/);
      await nurse.pick('Tủ vắc xin Ea Huar');
      await nurse.films('Quét mã từng kiện', [await labelOf(MR, 'A1'), await labelOf(HEPB, 'B1')]);
      await nurse.page.getByRole('checkbox', { name: /150 liều/, checked: true }).waitFor();
      await nurse.page.getByRole('checkbox', { name: /99 liều/, checked: true }).waitFor();
      await told.look(nurse.page, 'nurse-fridge');
      await nurse.next();
      await told.look(nurse.page, 'nurse-unpack-summary');
      await nurse.hold('Giữ 1 giây để ký dỡ hộp');
      await nurse.reads(/Đã lưu trên máy \d\d:\d\d/);
      await told.look(nurse.page, 'nurse-unpacked');
    },
  },
];
