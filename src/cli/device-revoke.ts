/** `giulanh device revoke ID --reason TEXT`: nothing of a device opens any more, and its open connection is closed. */
import { parseArgs } from 'node:util';
import type { RevokedView } from '../keeper/identity-views.ts';
import { answered, openDoor } from './door.ts';
import { WrongUsage } from './refused.ts';
import { both, type Verb } from './verb.ts';

export const revokeVerb: Verb = {
  name: 'device revoke',
  operands: 'ID --reason TEXT',
  vi: 'thu hồi quyền kết nối của một thiết bị, ngắt ngay nếu đang nối',
  en: 'shut a device out, and close its connection at once',
  usage: `giulanh device revoke ID --reason TEXT

  Dùng khi thiết bị bị mất, bị lấy cắp hoặc lộ khoá. Khoá bí mật, chứng thư và mã nhận của nó hết hiệu lực ngay, kết nối đang mở bị
  ngắt; bản tin còn đến được giữ lại nhưng không dùng. Số liệu trước đó giữ nguyên. Cấp khoá mới hoặc mã nhận mới để dùng lại.

  For a device that is lost, stolen, or whose secret is known to others. Its secret, certificates and claim open nothing any more, an
  open connection is closed, and what still comes of it is kept and not used. Its former readings stay. A new secret or claim lets it
  in again.

  --reason TEXT   vì sao; ghi vào sổ cái | why; the ledger keeps it
  --help          trang này | this page
`,
  async run(args, terminal) {
    const { device, reason } = read(args);
    const door = await openDoor(terminal.data, { create: false });
    try {
      const done = await answered<RevokedView>(door, { execute: { type: 'device.revoke', device, reason } });
      terminal.out(
        both(`Đã thu hồi thiết bị ${done.device} từ ${done.revokedAt}`, `Revoked since ${done.revokedAt}`),
      );
    } finally {
      await door.close();
    }
  },
};

function read(args: readonly string[]): { device: string; reason: string } {
  const { values, positionals } = parsed(args);
  const [device, ...more] = positionals;
  if (device === undefined || more.length > 0)
    throw new WrongUsage({ code: 'USAGE_DEVICE', message: 'one device id is wanted' });
  if (values.reason === undefined)
    throw new WrongUsage({ code: 'USAGE_REASON', message: 'no --reason given' });
  return { device, reason: values.reason };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { reason: { type: 'string' } } });
  } catch (error) {
    throw new WrongUsage({ code: 'USAGE_UNKNOWN_OPTION', message: String((error as Error).message) });
  }
}
