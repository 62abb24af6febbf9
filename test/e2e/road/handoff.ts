/** Both sides of a handoff, in the pages' own buttons. */
import type { Picture } from '../film.ts';
import type { Phone } from './phone.ts';
import type { Told } from './story.ts';

/** The giver's side up to the code on the screen. */
export async function giveTo(
  { look, trip }: Told,
  giver: Phone,
  whom: string,
  { celsius, seal, name }: { readonly celsius: string; readonly seal: string; readonly name: string },
): Promise<Picture> {
  await giver.open(`/chuyen/${trip}/ban-giao`);
  await giver.press('Giao hàng');
  await giver.pick(whom);
  await look(giver.page, `${name}-whom`);
  await giver.next();
  await giver.press('Chọn tất cả');
  await look(giver.page, `${name}-parcels`);
  await giver.next();
  await giver.fill('Nhiệt độ bây giờ (°C)', celsius);
  await giver.fill('Số niêm phong', seal);
  await look(giver.page, `${name}-boxes`);
  await giver.next();
  await look(giver.page, `${name}-sign`);
  await giver.hold('Giữ 1 giây để ký giao');
  await giver.reads('Đưa mã này cho bên nhận quét');
  const code = await giver.shows();
  await look(giver.page, `${name}-code`);
  return code;
}

/** Up to what the giver offers, read from their screen by the taker's camera. */
export async function takeByCamera({ trip }: Told, taker: Phone, code: Picture): Promise<void> {
  await taker.open(`/chuyen/${trip}/ban-giao`);
  await taker.press('Nhận hàng');
  await taker.films('Mở máy ảnh', code);
  await taker.reads('Bên giao đưa những gì?');
  await taker.reads('Chữ ký bên giao đúng');
}

type Found = {
  readonly celsius: string;
  readonly seal: string;
  readonly name: string;
  /** How many of which parcel came, where not all did, and why. */
  readonly short?: { readonly group: RegExp; readonly doses: string; readonly reason: string };
  /** Done between counting and looking. */
  readonly counted?: () => Promise<void>;
};

/** Counts, looks, reads the seal, signs, and answers with the receipt that was on the screen. */
export async function take({ look }: Told, taker: Phone, found: Found): Promise<Picture> {
  const { short, name } = found;
  await taker.next();
  await taker.press('Đủ tất cả');
  if (short !== undefined) {
    const group = taker.page.getByRole('group', { name: short.group });
    await group.getByRole('radio', { name: 'Nhận thiếu' }).check();
    await group.getByLabel('Số liều nhận').fill(short.doses);
  }
  await look(taker.page, `${name}-count`);
  await found.counted?.();
  await taker.next();
  const all = taker.page.getByRole('group', { name: 'Cho tất cả các kiện' });
  await all.getByRole('radio', { name: '1' }).check();
  await all.getByRole('radio', { name: 'Chưa báo' }).check();
  await look(taker.page, `${name}-check`);
  await taker.next();
  await taker.fill('Số niêm phong đọc được', found.seal);
  await taker.pick('Còn nguyên');
  await taker.fill('Nhiệt độ bây giờ (°C)', found.celsius);
  await look(taker.page, `${name}-seal`);
  await taker.next();
  if (short !== undefined) await taker.fill('Lý do nhận thiếu', short.reason);
  await look(taker.page, `${name}-summary`);
  await taker.hold('Giữ 1 giây: bàn giao xong');
  await taker.reads(/Đã lưu trên máy \d\d:\d\d/);
  const receipt = await taker.shows();
  await look(taker.page, `${name}-receipt`);
  await taker.press('Về chuyến');
  return receipt;
}
