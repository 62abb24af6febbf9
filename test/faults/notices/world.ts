/** The province whose messages are interrupted: places with one fridge each, and for every few of them one person to be told. */
import type { Contact } from '../../../src/alerts/duty.ts';

const SITES_A_PERSON = 5;
const PASSWORD = 'mat-khau-nguoi-truc';

export type NoticeWorld = {
  readonly description: object;
  readonly devices: readonly { readonly id: string; readonly secret: string; readonly unit: string }[];
  readonly contacts: readonly Contact[];
};

export function noticeWorld(sites: number, now: number): NoticeWorld {
  const since = new Date(now - 86_400_000).toISOString();
  const places = Array.from({ length: sites }, (_, i) => ({
    id: `tram-${i}`,
    area: `vung-${Math.floor(i / SITES_A_PERSON)}`,
  }));
  const areas = [...new Set(places.map(({ area }) => area))];
  const devices = places.map(({ id }) => ({
    id: `do-${id}`,
    secret: `bi-mat-rieng-cua-${id}`,
    unit: `tu-${id}`,
  }));
  const description = {
    demo: true,
    zone: 'Asia/Ho_Chi_Minh',
    sites: [
      { id: 'tinh', name: 'Tỉnh', level: 'tỉnh' },
      ...areas.map((id) => ({ id, name: `Khu vực ${id}`, level: 'vùng', parent: 'tinh' })),
      ...places.map(({ id, area }) => ({ id, name: `Trạm Y tế xã ${id}`, level: 'xã', parent: area })),
    ],
    units: places.map(({ id }) => ({
      id: `tu-${id}`,
      kind: 'refrigerator',
      site: id,
      name: 'Tủ 1',
      litres: 72,
      samplingSeconds: 300,
      // A reading stands through all kills: silence is no subject here.
      maxGapSeconds: 86_400,
      rules: [
        {
          id: 'tren-8',
          side: 'above',
          limitCelsius: 8,
          inclusive: false,
          allowedSeconds: 0,
          mode: 'continuous',
        },
      ],
    })),
    devices: devices.map(({ id, secret, unit }) => ({ id, unit, since, secret })),
    people: areas.map((area) => ({
      username: `kho.${area}`,
      name: `Kho ${area}`,
      roles: ['depot'],
      site: area,
      password: PASSWORD,
    })),
  };
  const contacts = areas.map((area, i) => ({
    id: `kho.${area}`,
    phone: `+8490${String(i).padStart(7, '0')}`,
    mail: null,
    zalo: null,
    telegram: null,
    language: 'vi' as const,
  }));
  return { description, devices, contacts };
}
