/** The vaccines of the COVID-19 campaign in Viet Nam, with the numbers of their labels. */
import {
  above,
  below,
  DAY,
  FREEZE,
  FROM_THE_BEGINNING,
  HEAT,
  HOUR,
  LOOKED_FROZEN,
  MAX_UNMONITORED,
  MINUTE,
  NEVER_REFREEZE,
  opened,
  SHAKE_TEST,
  VVM,
} from './fridge-rules.ts';
import type { CatalogueEntry } from './types.ts';

const COMIRNATY_2021 = 'Comirnaty 30 µg concentrate, SmPC of July 2021';
const COMIRNATY_SINGLE = 'Comirnaty single-dose presentation, label page';
const SPIKEVAX = 'Spikevax, WHO EUL and label';
const SPUTNIK = 'Sputnik V, Vietnamese Ministry of Health pages';

export const COVID: readonly CatalogueEntry[] = [
  {
    key: 'comirnaty-concentrate-30',
    name: 'Comirnaty (Pfizer) 30 µg, đậm đặc',
    dosesPerVial: 6,
    versions: [
      {
        labelVersion: '2021-07',
        effective: '2021-07-01',
        source: COMIRNATY_2021,
        rules: [
          above({
            id: 'thawed',
            limitCelsius: -15,
            allowedSeconds: 31 * DAY,
            mode: 'cumulative',
            basis: 'label',
            source: `${COMIRNATY_2021}: thawed at 2–8 °C at most 31 days, transport included`,
          }),
          above({
            id: 'out-of-ultra-cold',
            limitCelsius: -60,
            allowedSeconds: 45 * DAY,
            mode: 'cumulative',
            basis: 'label',
            source: `${COMIRNATY_2021}: at most 2 weeks at −25..−15 °C and 31 days thawed, 45 days together`,
          }),
          above({
            id: 'hot',
            limitCelsius: 30,
            allowedSeconds: 0,
            mode: 'continuous',
            basis: 'label',
            source: `${COMIRNATY_2021}: before dilution never above 30 °C`,
          }),
          ...HEAT,
          below({
            id: 'too-cold',
            limitCelsius: -90,
            allowedSeconds: 60 * MINUTE,
            mode: 'continuous',
            basis: 'proposal',
            source: 'Label: −90..−60 °C; 60 min as the Fridge-tag Ultra Low alarms',
          }),
        ],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Ở −25 đến −15 °C tổng cộng không quá 2 tuần; chỉ được đưa trở lại tủ âm sâu một lần.',
            en: 'At −25 to −15 °C for 2 weeks in all at most; may return to ultra-cold storage once.',
          },
          {
            vi: 'Đã rã đông mà xuống dưới 2 °C (tới −3 °C): không quá 24 giờ, cần kết luận trước khi dùng.',
            en: 'Thawed and then below 2 °C (down to −3 °C): at most 24 hours, to be decided before use.',
          },
          {
            vi: 'Trước khi pha: ở tới 30 °C không quá 2 giờ. Sau khi pha: dùng trong 6 giờ, ở 2–30 °C.',
            en: 'Before dilution: at up to 30 °C for 2 hours at most. Diluted: use within 6 hours, at 2–30 °C.',
          },
          NEVER_REFREEZE,
        ],
      },
    ],
  },
  {
    key: 'comirnaty-single-dose',
    name: 'Comirnaty (Pfizer) đơn liều',
    dosesPerVial: 1,
    versions: [
      {
        labelVersion: 'single-dose presentation',
        effective: FROM_THE_BEGINNING,
        source: COMIRNATY_SINGLE,
        rules: [
          above({
            id: 'thawed',
            limitCelsius: -60,
            allowedSeconds: 70 * DAY,
            mode: 'cumulative',
            basis: 'label',
            source: `${COMIRNATY_SINGLE}: 10 weeks at 2–8 °C out of −90..−60 °C`,
          }),
          above({
            id: 'warm',
            limitCelsius: 8,
            allowedSeconds: 12 * HOUR,
            mode: 'cumulative',
            basis: 'label',
            source: `${COMIRNATY_SINGLE}: at 8–25 °C at most 12 hours`,
          }),
          above({
            id: 'hot',
            limitCelsius: 25,
            allowedSeconds: 0,
            mode: 'continuous',
            basis: 'label',
            source: `${COMIRNATY_SINGLE}: never above 25 °C`,
          }),
          ...HEAT,
        ],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Không bảo quản ở −25 đến −15 °C.',
            en: 'Not to be stored at −25 to −15 °C.',
          },
          NEVER_REFREEZE,
        ],
      },
    ],
  },
  {
    key: 'spikevax',
    name: 'Spikevax (Moderna)',
    dosesPerVial: 10,
    versions: [
      {
        labelVersion: 'WHO EUL',
        effective: FROM_THE_BEGINNING,
        source: SPIKEVAX,
        rules: [
          above({
            id: 'thawed',
            limitCelsius: -15,
            allowedSeconds: 30 * DAY,
            mode: 'cumulative',
            basis: 'label',
            source: `${SPIKEVAX}: 30 days at 2–8 °C, transport included`,
          }),
          above({
            id: 'warm',
            limitCelsius: 8,
            allowedSeconds: 12 * HOUR,
            mode: 'cumulative',
            basis: 'label',
            source: `${SPIKEVAX}: at 8–25 °C at most 12 hours`,
          }),
          above({
            id: 'hot',
            limitCelsius: 25,
            allowedSeconds: 0,
            mode: 'continuous',
            basis: 'label',
            source: `${SPIKEVAX}: never above 25 °C`,
          }),
          ...HEAT,
          below({
            id: 'too-cold',
            limitCelsius: -50,
            allowedSeconds: 0,
            mode: 'continuous',
            basis: 'label',
            source: `${SPIKEVAX}: not below −50 °C (early labels: −40 °C), no dry ice`,
          }),
        ],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Không vận chuyển bằng đá khô. Vận chuyển ở dạng lỏng 2–8 °C không quá 12 giờ.',
            en: 'No dry ice. Transport in liquid form at 2–8 °C for 12 hours at most.',
          },
          opened('6'),
          NEVER_REFREEZE,
        ],
      },
    ],
  },
  {
    key: 'astrazeneca',
    name: 'AstraZeneca (Vaxzevria, SK Bioscience, SII)',
    dosesPerVial: 10,
    versions: [
      {
        labelVersion: 'SmPC',
        effective: FROM_THE_BEGINNING,
        source: 'Vaxzevria SmPC: 2–8 °C, discard if frozen',
        rules: [...HEAT, ...FREEZE],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Lọ đã mở: dùng trong 6 giờ ở tới 30 °C, hoặc 48 giờ trong tủ lạnh (WHO: 6 giờ). Ghi giờ mở lên lọ.',
            en: 'Opened vial: 6 hours at up to 30 °C, or 48 hours in a fridge (WHO: 6 hours). Write the time on the vial.',
          },
          LOOKED_FROZEN,
        ],
      },
    ],
  },
  {
    key: 'vero-cell-bibp',
    name: 'Vero Cell (Sinopharm BIBP)',
    dosesPerVial: 1,
    versions: [
      {
        labelVersion: 'WHO page',
        effective: FROM_THE_BEGINNING,
        source: 'WHO product page, Sinopharm BIBP: 2–8 °C, discard if frozen, Al(OH)3 adsorbed, VVM7',
        rules: [...HEAT, ...FREEZE],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [VVM, SHAKE_TEST],
      },
    ],
  },
  {
    key: 'sputnik-v-frozen',
    name: 'Sputnik V, dạng đông băng',
    dosesPerVial: 5,
    versions: [
      {
        labelVersion: 'MoH pages',
        effective: FROM_THE_BEGINNING,
        source: SPUTNIK,
        rules: [
          above({
            id: 'thawed',
            limitCelsius: -18,
            allowedSeconds: 60 * MINUTE,
            mode: 'cumulative',
            basis: 'proposal',
            source: `${SPUTNIK}: at or below −18 °C, thawed and unused is destroyed; 60 min as the proposed freezer default (domain notes 2.6)`,
          }),
        ],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Đã rã đông mà không dùng: huỷ, không cấp đông lại.',
            en: 'Thawed and not used: destroy, never refreeze.',
          },
        ],
      },
    ],
  },
  {
    key: 'sputnik-v-liquid',
    name: 'Sputnik V, dạng lỏng',
    dosesPerVial: 5,
    versions: [
      {
        labelVersion: 'MoH pages',
        effective: FROM_THE_BEGINNING,
        source: `${SPUTNIK}: liquid form at 2–8 °C for 2 months, never refreeze`,
        rules: [...HEAT, ...FREEZE],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Dạng lỏng chỉ dùng trong 2 tháng ở 2–8 °C: kiểm tra ngày trên lọ. Không được cấp đông.',
            en: 'The liquid form lasts 2 months at 2–8 °C: check the date on the vial. Never freeze.',
          },
        ],
      },
    ],
  },
  {
    key: 'abdala',
    name: 'Abdala (CIGB)',
    dosesPerVial: 10,
    versions: [
      {
        labelVersion: '4749/QĐ-BYT',
        effective: FROM_THE_BEGINNING,
        source:
          'Decision 4749/QĐ-BYT and Ministry of Health pages: 2–8 °C; "do not freeze" recalled, to be confirmed on the label',
        rules: [...HEAT, ...FREEZE],
        maxUnmonitoredSeconds: MAX_UNMONITORED,
        notJudged: [
          {
            vi: 'Bộ Y tế kéo dài hạn dùng từ 6 lên 9 tháng (28/02/2022): đối chiếu hạn dùng theo văn bản của lô.',
            en: 'The Ministry extended the shelf life from 6 to 9 months (2022-02-28): check the lot’s own document.',
          },
          LOOKED_FROZEN,
        ],
      },
    ],
  },
];
