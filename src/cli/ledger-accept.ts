/** `giulanh ledger accept --reason TEXT`: an administrator goes on with a ledger that is not the one that was signed. */
import { parseArgs } from 'node:util';
import type { HeadFact } from '../custody/events.ts';
import { answered, openDoor } from './door.ts';
import { WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

export const acceptVerb: Verb = {
  name: 'ledger accept',
  operands: '--reason TEXT',
  vi: 'tiếp tục với sổ cái không khớp mốc đã ký, ghi rõ lý do',
  en: 'go on with a ledger that is not the one that was signed',
  usage: `giulanh ledger accept --reason TEXT

  Dùng sau khi khôi phục bản sao lưu cũ. Trước đó hãy tìm lại những gì đã mất: lệnh tạm dừng, thu hồi, bàn giao sau lúc sao lưu
  không còn trong dữ liệu. Việc xác nhận được ghi vào sổ cái với lý do và cả hai đầu sổ; các mốc cũ được giữ làm bằng chứng.

  For after an older backup was restored. First find what is lost: holds, recalls and handoffs that came after the backup are no
  longer in the data. The ledger records the acceptance with its reason and both heads; the old checkpoints stay as evidence.

  --reason TEXT   vì sao, và ai đã kiểm tra | why, and who has looked
  --help          trang này | this page
`,
  async run(args, terminal) {
    const reason = reasonOf(args);
    const door = await openDoor(terminal.data, { create: false });
    try {
      const done = await answered<{ size: number; found: HeadFact[] }>(door, {
        execute: { type: 'ledger.accept', reason },
      });
      terminal.out(
        both(`Đã xác nhận sổ cái với ${done.size} sự kiện`, `Accepted the ledger with ${done.size} events`),
      );
      for (const { witness, standing, size } of done.found)
        terminal.out(`  ${witness}: ${standing}, ${size ?? '–'} ${both('sự kiện', 'events')}`);
    } finally {
      await door.close();
    }
  },
};

function reasonOf(args: readonly string[]): string {
  try {
    const { values } = parseArgs({ args: [...args], options: { reason: { type: 'string' } } });
    if (values.reason === undefined)
      throw new WrongUsage({ code: 'USAGE_REASON', message: 'no --reason given' });
    return values.reason;
  } catch (error) {
    if (error instanceof WrongUsage) throw error;
    throw new WrongUsage({ code: 'USAGE_UNKNOWN_OPTION', message: String((error as Error).message) });
  }
}
