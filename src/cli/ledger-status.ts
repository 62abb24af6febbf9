/** `giulanh ledger status`: how far the ledger is, what was signed of it, and what its witnesses say. */
import { parseArgs } from 'node:util';
import type { LedgerStandingView } from '../keeper/views.ts';
import { answered, openDoor } from './door.ts';
import { WrongUsage } from './refused.ts';
import { both, type Terminal, type Verb } from './verb.ts';

export const ledgerStatusVerb: Verb = {
  name: 'ledger status',
  operands: '[--json]',
  vi: 'sổ cái có bao nhiêu sự kiện, đã ký đến đâu, ai đang giữ mốc',
  en: 'how many events, signed up to where, who keeps the checkpoints',
  usage: `giulanh ledger status [--json]

  Cho biết số sự kiện, mốc mới nhất, khoá công khai, từng nhân chứng (khi dịch vụ đang chạy), và sổ cái có khớp với mốc đã ký không.

  Shows the number of events, the newest checkpoint, the public key, each witness (while the service runs), and whether the ledger
  is the one that was signed.

  --json   in JSON | print JSON
  --help   trang này | this page
`,
  async run(args, terminal) {
    const json = isJson(args);
    const door = await openDoor(terminal.data, { create: false });
    try {
      const view = await answered<LedgerStandingView>(door, { ask: { type: 'ledger.standing' } });
      if (json) terminal.out(JSON.stringify(view, null, 2));
      else print(view, terminal);
    } finally {
      await door.close();
    }
  },
};

function isJson(args: readonly string[]): boolean {
  try {
    return parseArgs({ args: [...args], options: { json: { type: 'boolean' } } }).values.json === true;
  } catch (error) {
    throw new WrongUsage({ code: 'USAGE_UNKNOWN_OPTION', message: String((error as Error).message) });
  }
}

function print(view: LedgerStandingView, { out }: Terminal): void {
  const { size, root, signed, doubt, witnesses, cosigned, wrongRoots } = view;
  out(`${both('Sự kiện', 'Events')}: ${size}${root === null ? '' : `, root ${root}`}`);
  if (signed === null) out(both('Chưa ký mốc nào', 'No checkpoint signed yet'));
  else {
    const { checkpoint, publicKey } = signed;
    out(`${both('Đã ký', 'Signed')}: ${checkpoint.size}, ${checkpoint.time}`);
    out(`${both('Khoá công khai', 'Public key')}: ${publicKey}`);
  }
  for (const { name, state, reason, takenAt } of witnesses)
    out(
      `${both('Nhân chứng', 'Witness')} ${name}: ${state}${reason === '' ? '' : ` (${reason})`}, ${takenAt ?? '–'}`,
    );
  for (const { witness, checkpoint, cosignature } of cosigned)
    out(
      `${both('Đã ký lại', 'Signed back')} ${witness}: ${checkpoint.size}, ${cosignature.time}, ${both('khoá', 'key')} ${cosignature.key}`,
    );
  if (wrongRoots !== null)
    out(
      `${both(
        `Gốc lưu sẵn từng sai và đã được tính lại từ các sự kiện, lần cuối ${wrongRoots.at}: khối`,
        'Stored roots were wrong and were made anew from the events: blocks',
      )} ${wrongRoots.blocks.join(', ')} (${wrongRoots.count})`,
    );
  if (doubt === null) return;
  out(both('SỔ CÁI KHÔNG KHỚP với mốc đã ký', 'THE LEDGER IS NOT THE ONE THAT WAS SIGNED'));
  for (const { witness, standing, size: kept, time } of doubt.found)
    out(`  ${witness}: ${standing}, ${kept ?? '–'} ${both('sự kiện', 'events')}, ${time ?? '–'}`);
}
