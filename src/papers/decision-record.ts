/** The content of the record of a decision (biên bản xử lý): what happened, by which rule, about which vaccine, who decided and why. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { DECISION_KIND_WORDS, GATE_WORDS, DECISION_WORDS as W } from '../wording/decision-papers.ts';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import { foot } from './proof.ts';
import { field, grid, heading, section, sheet, title } from './sheet.ts';
import { printed, REMARK_LENGTH } from './text.ts';
import type { DecisionPaperData, PaperBreach, PaperDecidedParcel, PaperOfficial } from './types.ts';

/** Beyond these a page would be full of one fridge's flapping, or of every table of a province. */
const BREACHES_MOST = 12;
const GATES_MOST = 24;
/** More are told by lot and place, with their names beneath: a record of many pages is read by nobody. */
const ROWS_MOST = 40;
const NAMES_LENGTH = 1_200;

const right = (text: string, bold = false): TableCell => ({ text, alignment: 'right', bold });
const centre = (text: string): TableCell => ({ text, alignment: 'center' });

function breachRow(breach: PaperBreach, zone: string): TableCell[] {
  const { start, end } = breach;
  const until = end === null ? W.goesOn.vi : instant(end, zone);
  return [
    {
      stack: [
        { text: printed(breach.unit ?? '–'), bold: true },
        { text: printed(breach.site ?? ''), style: 'small' },
      ],
    },
    {
      stack: [
        printed(breach.rule),
        { text: printed(breach.source, REMARK_LENGTH), style: 'small' },
        ...(breach.present ? [] : [{ text: W.notSupported.vi, style: 'small', bold: true }]),
      ],
    },
    centre(start === null ? '–' : `${instant(start, zone)} – ${until}`),
    right(breach.peakCelsius === null ? '–' : celsius(breach.peakCelsius, 'vi'), true),
    right(breach.beyond === null ? '–' : duration(breach.beyond, 'vi')),
    right(breach.unknown === null ? '–' : duration(breach.unknown, 'vi')),
    right(whole(breach.parcels, 'vi')),
  ];
}

function happened(data: DecisionPaperData): Content[] {
  const rows = data.breaches.slice(0, BREACHES_MOST).map((breach) => breachRow(breach, data.zone));
  const more = data.breaches.length - rows.length;
  const causes = [...data.causes, ...(more > 0 ? [`… +${whole(more, 'vi')}`] : [])].map(
    (cause): Content => ({ text: `– ${printed(cause, REMARK_LENGTH)}`, margin: [4, 1, 0, 0] }),
  );
  const name = section(1, W.happened);
  if (rows.length === 0) return [name, ...causes];
  const heads = [W.where, W.rule, W.span, W.peak, W.beyond, W.unknown, W.parcel];
  return [grid(name, [86, 130, 92, 44, 50, 50, 26], heads, rows), ...causes];
}

function parcelRow(one: PaperDecidedParcel, index: number): TableCell[] {
  const now = one.hasEnded ? W.ended.vi : printed(one.now ?? W.underWay.vi);
  const after =
    one.givenAfterBreach === 0
      ? []
      : [{ text: `${W.afterBreach.vi} ${whole(one.givenAfterBreach, 'vi')}`, style: 'small' }];
  return [
    centre(String(index + 1)),
    {
      text: [
        { text: `${printed(one.product)}  `, bold: true },
        { text: `GTIN\u00a0${printed(one.gtin)}`, style: 'small' },
      ],
    },
    {
      stack: [
        { text: printed(one.lot), bold: true },
        { text: `HD ${printed(day(one.expiry))}`, style: 'small' },
      ],
    },
    { text: printed(one.name, 40) },
    printed(one.wasIn ?? '–'),
    now,
    right(whole(one.doses, 'vi')),
    { stack: [whole(one.given, 'vi'), ...after], alignment: 'right' },
  ];
}

/** One line for parcels of one lot that lay and lie together, where there are too many for a line each. */
function together(all: readonly PaperDecidedParcel[]): readonly PaperDecidedParcel[] {
  if (all.length <= ROWS_MOST) return all;
  const groups = Map.groupBy(all, ({ gtin, lot, wasIn, now, hasEnded }) =>
    JSON.stringify([gtin, lot, wasIn, now, hasEnded]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const sum = (of: (one: PaperDecidedParcel) => number) => group.reduce((total, one) => total + of(one), 0);
    return {
      ...first,
      name: `${whole(group.length, 'vi')} kiện`,
      doses: sum(({ doses }) => doses),
      given: sum(({ given }) => given),
      givenAfterBreach: sum(({ givenAfterBreach }) => givenAfterBreach),
    };
  });
}

/** Which parcels they are, where the table does not name each. */
function names({ parcels: all }: DecisionPaperData): Content[] {
  if (all.length <= ROWS_MOST) return [];
  const text = `${W.parcel.vi}: ${all.map(({ name }) => printed(name, 40)).join(', ')}`;
  return [{ text: printed(text, NAMES_LENGTH), style: 'small', margin: [4, 2, 0, 0] }];
}

function parcels(data: DecisionPaperData): Content {
  const all = together(data.parcels);
  const sum = (of: (one: PaperDecidedParcel) => number) =>
    right(
      whole(
        all.reduce((total, one) => total + of(one), 0),
        'vi',
      ),
      true,
    );
  const total: TableCell[] = [
    { text: PAPER_WORDS.total.vi, bold: true, colSpan: 6 },
    ...Array.from({ length: 5 }, (): TableCell => ''),
    sum(({ doses }) => doses),
    sum(({ given }) => given),
  ];
  return grid(
    section(2, W.parcels),
    [20, 116, 56, 66, 72, 78, 42, 40],
    [
      PAPER_WORDS.row,
      PAPER_WORDS.vaccine,
      { vi: `${PAPER_WORDS.lot.vi}, hạn`, en: 'Lot, expiry' },
      W.parcel,
      W.wasIn,
      W.isIn,
      PAPER_WORDS.doses,
      W.given,
    ],
    [...all.map(parcelRow), ...(all.length > 1 ? [total] : [])],
  );
}

const line = (label: string, value: string): Content => ({
  text: [`${label}: `, { text: value, bold: true }],
  margin: [4, 1, 0, 0],
});
const who = ({ name, roles, at }: PaperOfficial, zone: string): string =>
  `${printed(name)}${roles === '' ? '' : ` (${printed(roles)})`}, ${instant(at, zone)}`;

function effect({ gates }: DecisionPaperData): Content[] {
  const rows = gates.slice(0, GATES_MOST).map(
    ({ lot, site, verdict, reasons }): Content => ({
      text: [
        `– ${printed(site)}, lô ${printed(lot)}: `,
        { text: GATE_WORDS[verdict].vi, bold: true },
        reasons === '' ? '' : ` (${printed(reasons)})`,
      ],
      margin: [4, 0, 0, 0],
    }),
  );
  const more = gates.length - rows.length;
  if (more > 0) rows.push({ text: `… +${whole(more, 'vi')}`, margin: [4, 0, 0, 0] });
  const [first = { text: W.noGate.vi, margin: [4, 0, 0, 0] }, ...rest] = rows;
  return [{ stack: [section(5, W.effect), first], unbreakable: true }, ...rest];
}

/** The whole record, ready to be set. One page for a usual decision; the parcels' table runs on. */
export function decisionContent(data: DecisionPaperData): TDocumentDefinitions {
  const { zone, approved, proposed } = data;
  const content: Content[] = [
    heading(data.authority, data.number),
    title(W.record),
    {
      columns: [
        field(W.decision, DECISION_KIND_WORDS[data.decision].vi, 20),
        field(W.state, (approved === null ? W.proposed : W.approved).vi, 20),
      ],
      columnGap: 16,
    },
    ...happened(data),
    parcels(data),
    ...names(data),
    {
      text: [
        `${W.givenSum.vi}: `,
        { text: whole(data.given.doses, 'vi'), bold: true },
        data.given.afterBreach === 0 ? '' : `, ${W.afterBreach.vi}: ${whole(data.given.afterBreach, 'vi')}`,
      ],
      margin: [4, 2, 0, 0],
    },
    section(3, W.grounds),
    line(W.reason.vi, printed(data.reason, REMARK_LENGTH)),
    line(W.evidence.vi, printed(data.evidence, REMARK_LENGTH)),
    section(4, W.people),
    line(W.proposer.vi, who(proposed, zone)),
    line(W.approver.vi, approved === null ? W.notApproved.vi : who(approved, zone)),
    ...effect(data),
    foot(
      [
        { role: W.proposer, signature: { kind: 'session', ...proposed }, waiting: W.notApproved, ink: true },
        {
          role: W.approver,
          signature: approved === null ? null : { kind: 'session', ...approved },
          waiting: W.notApproved,
          ink: true,
        },
      ],
      data.proof,
      zone,
    ),
  ];
  return sheet(W.record, data.number, data.printedAt, zone, content);
}
