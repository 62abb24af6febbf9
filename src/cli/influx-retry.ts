/** `giulanh influx retry`: sends what InfluxDB would not take once more, after a repair. */
import { retry } from '../influx/retry.ts';
import { answered, openDoor } from './door.ts';
import { withInflux } from './influx-session.ts';
import { Refused, WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

export const retryVerb: Verb = {
  name: 'influx retry',
  operands: '[ID…]',
  vi: 'gửi lại cái InfluxDB đã từ chối',
  en: 'send again what InfluxDB would not take',
  usage: `giulanh influx retry [ID…]

  Gửi lại những điểm mà InfluxDB đã từ chối (tất cả, hoặc theo số thứ tự mà giulanh influx status in ra), kể cả khi dịch vụ
  đang chạy. Cái vẫn bị từ chối được in kèm lý do. Thoát 0 chỉ khi không còn gì.

  Sends once more what InfluxDB would not take (all of it, or by the numbers that giulanh influx status prints), also while
  the service runs. What is still refused is printed with its reason. Exit status 0 only when nothing of it remains.

  --help   trang này | this page
`,
  async run(args, terminal) {
    const asked = new Set(args.map(idOf));
    const door = await openDoor(terminal.data, { create: false });
    try {
      await withInflux(terminal, async ({ archive, target, delivery }) => {
        const setAside = archive.copy(target.name).setAside;
        const chosen = asked.size === 0 ? setAside : setAside.filter(({ id }) => asked.has(id));
        for (const id of asked)
          if (!chosen.some((one) => one.id === id))
            terminal.err(both(`#${id} không nằm trong số bị từ chối`, `#${id} is not set aside`));
        let stored = 0;
        let refused = 0;
        await retry({ archive, delivery }, chosen, async (retried) => {
          await answered(door, { execute: { type: 'influx.retried', ...retried } });
          stored += retried.stored.length;
          refused += retried.refused.length;
          for (const { id, reason } of retried.refused) terminal.out(`  #${id}: ${reason}`);
          terminal.progress?.(both(`Đã gửi ${stored}`, `${stored} sent`));
        });
        terminal.progress?.('');
        terminal.out(
          both(`Đã lưu ${stored}, vẫn bị từ chối ${refused}.`, `${stored} stored, ${refused} still refused.`),
        );
        if (refused > 0)
          throw new Refused({ code: 'INFLUX_REFUSED', message: `${refused} points are still refused` });
      });
    } finally {
      await door.close();
    }
  },
};

function idOf(text: string): number {
  if (/^#?\d{1,15}$/.test(text)) return Number(text.replace('#', ''));
  throw new WrongUsage({ code: 'USAGE_ID', message: `"${text}" is no number of something set aside` });
}
