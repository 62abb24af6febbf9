import { describe, expect, test } from 'vitest';
import { readDeviceCode, setUpText } from '../../dashboards/web/src/add-device/device-code.ts';
import { idOf } from '../../dashboards/web/src/add-device/heard-id.ts';
import { hintOf } from '../../dashboards/web/src/add-device/hints.ts';
import { limitText, ownRules, presetRules } from '../../dashboards/web/src/add-device/limits.ts';
import { suggestName } from '../../dashboards/web/src/add-device/suggest.ts';
import { addDeviceEn } from '../../dashboards/web/src/add-device/words-en.ts';
import { addDeviceVi } from '../../dashboards/web/src/add-device/words-vi.ts';

const code = (device: string, profile: string | null = null, secret: string | null = null) => ({
  device,
  profile,
  secret,
});

describe('the code on a device', () => {
  test.each([
    ['tag-77', code('tag-77')],
    ['  tag-77\n', code('tag-77')],
    ['giulanh:device/tag-77', code('tag-77')],
    ['GIULANH:device/tag-77?profile=ds18b20', code('tag-77', 'ds18b20')],
    [
      'giulanh:device/tag-77?profile=ds18b20&secret=m%E1%BA%ADt-kh%E1%BA%A9u',
      code('tag-77', 'ds18b20', 'mật-khẩu'),
    ],
    ['https://lanh.daklak.gov.vn/them-thiet-bi?d=tag-77&p=ds18b20', code('tag-77', 'ds18b20')],
    ['https://lanh.vn/them-thiet-bi/#d=tag-77&s=abcdefgh', code('tag-77', null, 'abcdefgh')],
    ['http://127.0.0.1:8080/them-thiet-bi?d=tag-77#s=abcdefgh', code('tag-77', null, 'abcdefgh')],
  ])('%j is read', (text, wanted) => {
    expect(readDeviceCode(text)).toEqual(wanted);
  });

  test.each([
    '',
    'tủ 1',
    'a'.repeat(65),
    'giulanh:device/',
    'giulanh:device/%ff',
    'giulanh:unit/tu-1',
    'https://lanh.vn/tu/tag-77',
    'https://lanh.vn/them-thiet-bi',
    'https://',
    '08934567890120/MR-0426',
  ])('%j is no device’s code', (text) => {
    expect(readDeviceCode(text)).toBeNull();
  });

  test('a secret in the open part of an address is not taken: servers and histories keep that', () => {
    expect(readDeviceCode('https://lanh.vn/them-thiet-bi?d=tag-77&s=abcdefgh')).toEqual(code('tag-77'));
  });

  test('a secret too short to be one is as if there were none', () => {
    expect(readDeviceCode('giulanh:device/tag-77?secret=1234')).toEqual(code('tag-77'));
  });

  test('what the set-up app scans is read back as the same device', () => {
    const text = setUpText({ device: 'tag-77', secret: 'a b+c&d=e', host: 'lanh.vn', port: 1883 });
    expect(readDeviceCode(text)).toEqual(code('tag-77', null, 'a b+c&d=e'));
    expect(text).toContain('host=lanh.vn&port=1883');
  });
});

describe('a name for a new unit', () => {
  const site = { id: 'ea-kao', name: 'Trạm Y tế xã Ea Kao' };
  const unit = (name: string, kind = 'refrigerator', at = 'ea-kao') => ({ name, kind, site: at });

  test('is its kind, the next number at the place, and the place', () => {
    expect(suggestName('refrigerator', site, [])).toBe('Tủ lạnh 1 – Trạm Y tế xã Ea Kao');
    expect(suggestName('refrigerator', site, [unit('Tủ cũ'), unit('Tủ âm', 'freezer')])).toBe(
      'Tủ lạnh 2 – Trạm Y tế xã Ea Kao',
    );
    expect(suggestName('transport-box', site, [unit('Hòm', 'transport-box', 'tinh')])).toBe(
      'Hòm lạnh 1 – Trạm Y tế xã Ea Kao',
    );
  });

  test('is not one that is taken, and fits in a name', () => {
    expect(
      suggestName('refrigerator', site, [unit('Tủ lạnh 2 – Trạm Y tế xã Ea Kao'), unit('Tủ cũ', 'freezer')]),
    ).toBe('Tủ lạnh 3 – Trạm Y tế xã Ea Kao');
    expect([...suggestName('freezer', { id: 'a', name: 'Ằ'.repeat(200) }, [])]).toHaveLength(200);
  });
});

describe('limits', () => {
  test.each([
    [
      { low: '2', high: '8', minutes: '60' },
      ['Trên 8,0 °C quá 1 giờ 00 phút', 'Dưới 2,0 °C quá 1 giờ 00 phút'],
    ],
    [{ low: '', high: '-15', minutes: '0' }, ['Trên −15,0 °C, ngay khi đo được']],
    [{ low: '2,5', high: '8.4', minutes: '5' }, ['Trên 8,4 °C quá 5 phút', 'Dưới 2,5 °C quá 5 phút']],
    [{ low: '8', high: '8', minutes: '5' }, null],
    [{ low: '', high: '', minutes: '5' }, null],
    [{ low: 'x', high: '8', minutes: '5' }, null],
    [{ low: '2', high: '8', minutes: '1,5' }, null],
  ])('of one’s own: %j', (own, wanted) => {
    const rules = ownRules(own);
    expect(
      rules === null
        ? null
        : rules.map((rule) => limitText(rule, addDeviceVi, 'vi').replaceAll('\u00a0', ' ')),
    ).toEqual(wanted);
  });

  test('of a kind are the service’s own', () => {
    expect(
      presetRules('refrigerator').map((rule) => limitText(rule, addDeviceEn, 'en').replaceAll('\u00a0', ' ')),
    ).toEqual(['Above 8.0 °C for more than 10 h 00 min', 'At or below −0.5 °C for more than 1 h 00 min']);
  });
});

test.each([
  [0, 'now'],
  [29_999, 'now'],
  [30_000, 'half'],
  [119_999, 'half'],
  [120_000, 'two'],
  [599_999, 'two'],
  [600_000, 'ten'],
])('after %s ms of waiting other hints help: %s', (ms, hint) => {
  expect(hintOf(ms)).toBe(hint);
});

describe('the id for an address that a gateway hears', () => {
  test.each([
    ['a84041000181e2f3', 'a84041000181e2f3'],
    ['AA:BB:01', 'aa-bb-01'],
    ['tủ vắc xin 1', 'tu-vac-xin-1'],
    ['bếp/đông_lạnh', 'bep-dong_lanh'],
    ['::x::', 'x'],
    ['…', ''],
    ['x'.repeat(100), 'x'.repeat(64)],
    [`${'x'.repeat(63)}:y`, 'x'.repeat(63)],
  ])('of %s is %s', (address, id) => {
    expect(idOf(address)).toBe(id);
  });
});
