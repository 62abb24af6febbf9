/** The content of an incident's dossier: its course, the rules that were broken, the vaccine and where it is, who had it, what was decided. */
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import type { DecisionKind } from '../keeper/official-protocol.ts';
import { DECISION_KIND_WORDS, DECISION_WORDS } from '../wording/decision-papers.ts';
import { DOSSIER_WORDS as W } from '../wording/dossier.ts';
import { celsius, day, duration, instant, whole } from '../wording/format.ts';
import { PAPER_WORDS } from '../wording/papers.ts';
import { sourceWords } from '../wording/sources.ts';
import { curveContent } from './curve.ts';
import type { DossierData } from './incident-types.ts';
import { reportFoot } from './report-foot.ts';
import { field, grid, heading, section, sheet, title } from './sheet.ts';
import { printed, REMARK_LENGTH } from './text.ts';

/** More are read on screen. */
const ROWS_MOST = 60;
const right = (text: string): TableCell => ({ text, alignment: 'right' });
const seconds = (length: number): string => duration(length * 1_000, 'vi');

export function dossierContent(data: DossierData): TDocumentDefinitions {
  return sheet(W.dossier, data.number, data.printedAt, data.zone, [
    heading(data.authority, data.number),
    title(W.dossier),
    opening(data),
    ...course(data),
    ...rules(data),
    ...parcels(data),
    ...custody(data),
    ...decisions(data),
    reportFoot({ text: data.url, name: PAPER_WORDS.scan }, data.url),
  ]);
}

const timeIn =
  ({ zone }: DossierData) =>
  (iso: string | null): string | null =>
    iso === null ? null : instant(Date.parse(iso), zone);

function opening(data: DossierData): Content {
  const { alert, siteName, unit, rules: broken } = data.incident;
  const time = timeIn(data);
  const learned = broken.map(({ discoveredAt }) => discoveredAt).sort()[0] ?? alert.raisedAt;
  const taken = alert.acknowledged;
  const end = alert.resolvedAt ?? (broken.length > 0 ? (broken[0]?.end ?? null) : null);
  return {
    stack: [
      { columns: [field(W.place, siteName, 30), field(W.unit, unit?.name ?? null, 30)], columnGap: 16 },
      {
        columns: [
          field(W.happened, time(alert.happenedAt), 20),
          field(W.learned, time(learned), 20),
          field(W.over, end === null ? DECISION_WORDS.goesOn.vi : time(end), 20),
        ],
        columnGap: 10,
      },
      field(
        W.taken,
        taken === null
          ? null
          : `${taken.by}, ${time(taken.at)}${taken.comment === '' ? '' : `: ${taken.comment}`}`,
        60,
      ),
      ...(alert.concluded === undefined ? [] : [field(W.concluded, alert.concluded.text, 60)]),
    ],
  };
}

function course(data: DossierData): Content[] {
  const { measured } = data.incident;
  const drawn = curveContent(data.curve, data.stepMs, data.limits, data.zone);
  return [
    section(1, W.course),
    drawn ?? { text: W.noCurve.vi, margin: [4, 0, 0, 0] },
    ...(measured === null
      ? []
      : [
          {
            columns: [
              field(
                W.range,
                `${celsius(measured.minCelsius, 'vi')} – ${celsius(measured.maxCelsius, 'vi')}`,
                20,
              ),
              field(W.kinetic, celsius(measured.meanKineticCelsius, 'vi'), 12),
              field(W.gaps, seconds(measured.unknownSeconds), 12),
            ],
            columnGap: 10,
          },
        ]),
  ];
}

/** A table with rows, or the word that there are none; what is beyond the sheet is counted. */
function listed(
  number: number,
  name: (typeof W)[keyof typeof W],
  shares: readonly number[],
  heads: Parameters<typeof grid>[2],
  rows: readonly TableCell[][],
): Content[] {
  const words = section(number, name);
  if (rows.length === 0) return [words, { text: W.none.vi, margin: [4, 0, 0, 0] }];
  const more = rows.length - ROWS_MOST;
  return [
    grid(words, shares, heads, rows.slice(0, ROWS_MOST)),
    ...(more > 0 ? [{ text: `… +${whole(more, 'vi')}`, style: 'small' }] : []),
  ];
}

function rules(data: DossierData): Content[] {
  const time = timeIn(data);
  return listed(
    2,
    W.rules,
    [150, 130, 50, 60, 60],
    [
      DECISION_WORDS.rule,
      DECISION_WORDS.span,
      DECISION_WORDS.peak,
      DECISION_WORDS.beyond,
      DECISION_WORDS.unknown,
    ],
    data.incident.rules.map((rule, i): TableCell[] => [
      {
        stack: [
          { text: printed(data.rules[i] ?? rule.rule), bold: true },
          {
            text: printed(
              [`${rule.name}, ${W.version.vi} ${rule.version}`, sourceWords(rule.source ?? '').vi]
                .filter((one) => one !== '')
                .join('; '),
              REMARK_LENGTH,
            ),
            style: 'small',
          },
        ],
      },
      `${time(rule.start)} – ${time(rule.end) ?? DECISION_WORDS.goesOn.vi}`,
      right(celsius(rule.peakCelsius, 'vi')),
      right(seconds(rule.beyondSeconds)),
      right(seconds(rule.unknownInsideSeconds)),
    ]),
  );
}

function parcels({ incident }: DossierData): Content[] {
  return listed(
    3,
    W.parcels,
    [120, 66, 70, 40, 36, 100, 66],
    [
      PAPER_WORDS.vaccine,
      { vi: `${PAPER_WORDS.lot.vi}, hạn`, en: 'Lot, expiry' },
      DECISION_WORDS.parcel,
      PAPER_WORDS.doses,
      DECISION_WORDS.given,
      DECISION_WORDS.isIn,
      W.hold,
    ],
    incident.parcels.map((one): TableCell[] => [
      printed(one.product),
      {
        stack: [
          { text: printed(one.lot), bold: true },
          { text: `HD ${printed(day(one.expiry))}`, style: 'small' },
        ],
      },
      printed(one.label ?? one.id, 40),
      right(whole(one.doses, 'vi')),
      right(whole(one.dosesGiven, 'vi')),
      one.ended === null
        ? printed(
            [one.unit?.name, one.site?.name ?? one.holder?.name].filter(Boolean).join(', ') ||
              DECISION_WORDS.underWay.vi,
          )
        : DECISION_WORDS.ended.vi,
      one.holds.some(({ state }) => state === 'open') ? { text: W.held.vi, bold: true } : W.free.vi,
    ]),
  );
}

function custody(data: DossierData): Content[] {
  const time = timeIn(data);
  return listed(
    4,
    W.custody,
    [180, 160, 70, 50],
    [W.holder, DECISION_WORDS.span, DECISION_WORDS.beyond, DECISION_WORDS.count],
    data.incident.held.map(({ holder, from, to, beyondSeconds, parcels: count }) => [
      printed(holder.name),
      `${time(from)} – ${time(to)}`,
      right(seconds(beyondSeconds)),
      right(whole(count, 'vi')),
    ]),
  );
}

function decisions(data: DossierData): Content[] {
  const time = timeIn(data);
  return listed(
    5,
    W.decisions,
    [110, 70, 130, 90, 90],
    [
      DECISION_WORDS.decision,
      DECISION_WORDS.parcel,
      DECISION_WORDS.grounds,
      DECISION_WORDS.proposer,
      DECISION_WORDS.approver,
    ],
    data.incident.decisions.map((one): TableCell[] => [
      { text: DECISION_KIND_WORDS[one.decision as DecisionKind]?.vi ?? one.decision, bold: true },
      printed(one.parcel, 40),
      printed(`${one.reason}; ${one.evidence}`, REMARK_LENGTH),
      `${printed(one.proposedByName)}, ${time(one.proposedAt)}`,
      one.approvedAt === null
        ? W.waiting.vi
        : `${printed(one.approvedByName ?? '')}, ${time(one.approvedAt)}`,
    ]),
  );
}
