/** A small province for the command line: one fridge with a device, one logger that is read by hand, one parcel. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const PROVINCE = `zone: Asia/Ho_Chi_Minh
sites:
  - { id: tinh, name: Kho tỉnh, level: tỉnh, parent: null }
units:
  - { id: tu-1, kind: refrigerator, site: tinh, name: Tủ lạnh 1, litres: 120, samplingSeconds: 60 }
devices:
  - { id: do-1, unit: tu-1, secret: a-secret-of-one }
  - { id: tag-1, unit: tu-1, secret: a-secret-of-tag }
products:
  - gtin: "08930000000002"
    name: Vắc xin thử
    dosesPerVial: 10
    rules:
      - { id: heat, side: above, limitCelsius: 8, allowedSeconds: 3600, mode: continuous }
people:
  - { username: bang, name: Màn hình kho, roles: [display], site: tinh, password: mat-khau-man-hinh }
lots:
  - { gtin: "08930000000002", lot: FK1234, expiry: 2030-03-31 }
parcels:
  - { id: kien-1, gtin: "08930000000002", lot: FK1234, doses: 240, unit: tu-1, since: 2026-03-01 }
`;

export function writeProvince(directory: string, text = PROVINCE): string {
  const file = join(directory, 'province.yaml');
  writeFileSync(file, text);
  return file;
}
