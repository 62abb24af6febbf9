import { describe, expect, test } from 'vitest';
import { isFor, menuOf, pathOf, placeOf, ROUTES, type Screen } from '../../dashboards/web/src/routes.ts';
import { landingOf } from '../../dashboards/web/src/shell/landing.ts';
import { ROLES } from '../../src/fleet/types.ts';

const SCREENS = Object.keys(ROUTES) as Screen[];

describe('the addresses of the screens', () => {
  test.each(SCREENS)('%s is found again at the address that it is given', (screen) => {
    const names = [...ROUTES[screen].path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
    const params = Object.fromEntries(names.map((name, i) => [name, `hom_${i}-A`]));
    expect(placeOf(pathOf(screen, params))).toEqual({ screen, params });
    expect(placeOf(`${pathOf(screen, params)}/`)).toEqual({ screen, params });
  });

  test.each([
    ['/chuyen/moi', 'new-trip', {}],
    ['/chuyen/moi-1', 'trip', { id: 'moi-1' }],
    ['/chuyen/-/ban-giao', 'handoff', { id: '-' }],
    ['', 'board', {}],
  ])('%s is %s', (path, screen, params) => {
    expect(placeOf(path)).toEqual({ screen, params });
  });

  test.each(['/khong-co', '/tu', '/tu/a/b', '/tu/<b>', '/tu/%2e', `/tu/${'a'.repeat(65)}`, '//evil.example'])(
    '%s is no screen',
    (path) => {
      expect(placeOf(path)).toBeNull();
    },
  );
});

describe('what a person finds', () => {
  test.each([
    [['vaccinator'], 'gate'],
    [['escort'], 'trips'],
    [['escort', 'vaccinator'], 'board'],
    [['depot'], 'board'],
    [['display'], 'board'],
    [[], 'board'],
  ])('%j lands on %s', (roles, screen) => {
    expect(landingOf(roles)).toBe(screen);
  });

  test.each(ROLES)('%s lands on a page that is theirs and that their menu shows', (role) => {
    const landing = landingOf([role]);
    expect(isFor(landing, [role])).toBe(true);
    expect(menuOf([role]).map(({ screen }) => screen)).toContain(landing);
  });

  test('nobody’s menu shows a page that is not for them, or one that needs an id', () => {
    for (const role of ROLES)
      for (const { screen } of menuOf([role])) {
        expect(isFor(screen, [role])).toBe(true);
        expect(ROUTES[screen].path).not.toContain(':');
      }
  });
});
