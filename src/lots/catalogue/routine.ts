/** The vaccines of the expanded programme on immunisation. */
import {
  DRY_WITH_DILUENT,
  FREEZE,
  FROM_THE_BEGINNING,
  HEAT,
  LOOKED_FROZEN,
  MAX_UNMONITORED,
  SHAKE_TEST,
  VVM,
} from './fridge-rules.ts';
import type { CatalogueEntry, CatalogueRule, NotJudged } from './types.ts';

const FREEZE_SENSITIVE = 'Label: 2–8 °C, never freeze (freeze-sensitive, WHO type I shipping indicator)';
const HEAT_SENSITIVE =
  'Label: 2–8 °C; freezing harms the diluent, not the dry vaccine (WHO type II shipping indicator)';
const OPEN_VIAL: NotJudged = {
  vi: 'Lọ nhiều liều đã mở: theo quy định lọ mở của nhãn, ghi ngày giờ mở lên lọ.',
  en: 'Opened multi-dose vial: follow the label’s open-vial rule, write day and time on the vial.',
};

function entry(
  [key, name, dosesPerVial]: readonly [string, string, number],
  source: string,
  rules: readonly CatalogueRule[],
  notJudged: readonly NotJudged[],
): CatalogueEntry {
  const version = { labelVersion: 'common', effective: FROM_THE_BEGINNING, source, rules, notJudged };
  return { key, name, dosesPerVial, versions: [{ ...version, maxUnmonitoredSeconds: MAX_UNMONITORED }] };
}

const freezeSensitive = (
  id: readonly [string, string, number],
  notJudged: readonly NotJudged[],
): CatalogueEntry => entry(id, FREEZE_SENSITIVE, [...HEAT, ...FREEZE], notJudged);

export const ROUTINE: readonly CatalogueEntry[] = [
  freezeSensitive(['hepatitis-b', 'Viêm gan B', 1], [VVM, SHAKE_TEST]),
  freezeSensitive(['dpt-hepb-hib', '5 trong 1 (DPT-VGB-Hib)', 1], [VVM, SHAKE_TEST]),
  freezeSensitive(['tetanus', 'Uốn ván (TT)', 20], [VVM, SHAKE_TEST, OPEN_VIAL]),
  freezeSensitive(['td', 'Uốn ván – bạch hầu (Td)', 10], [VVM, SHAKE_TEST, OPEN_VIAL]),
  freezeSensitive(['ipv', 'Bại liệt tiêm (IPV)', 5], [VVM, LOOKED_FROZEN, OPEN_VIAL]),
  entry(
    ['opv', 'Bại liệt uống (bOPV)', 20],
    'Label: −25..−15 °C at regional stores, 2–8 °C at communes; freezing does no harm, heat does',
    HEAT,
    [
      VVM,
      {
        vi: 'Đã chuyển sang 2–8 °C thì không đưa trở lại tủ âm.',
        en: 'Once kept at 2–8 °C it does not go back to the freezer.',
      },
      OPEN_VIAL,
    ],
  ),
  entry(['measles-rubella', 'Sởi – rubella (MR)', 10], HEAT_SENSITIVE, HEAT, [VVM, ...DRY_WITH_DILUENT]),
  entry(['bcg', 'Lao (BCG)', 10], HEAT_SENSITIVE, HEAT, [VVM, ...DRY_WITH_DILUENT]),
];
