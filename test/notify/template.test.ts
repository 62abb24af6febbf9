import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, escapeOf, fill, fillHeader, isOne, readAnswer, unknownIn } from '../../src/notify/template.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 }).map((t) => t.toWellFormed());

describe('a template', () => {
  test('whatever is put into JSON is read out again, and nothing beside it', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(JSON.parse(fill('{"a":"{a}","b":"x{b}y"}', { a, b }, 'json'))).toEqual({ a, b: `x${b}y` });
      }),
    );
  });

  test('whatever is put into a form or an address is read out again, and nothing beside it', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect([...new URLSearchParams(fill('a={a}&b={b}', { a, b }, 'form'))]).toEqual([
          ['a', a],
          ['b', b],
        ]);
      }),
    );
  });

  test('in XML no text opens a tag or ends a value', () => {
    fc.assert(fc.property(text, (a) => !/[<>"'\0]|&(?!#\d+;)/.test(fill('{a}', { a }, 'xml'))));
  });

  test('a header’s value stays one line of ASCII', () => {
    fc.assert(fc.property(text, (a) => /^[\x20-\x7e]*$/.test(fillHeader('Bearer {a}', { a }))));
  });

  test('a text that looks like a place is not filled again', () => {
    expect(fill('{a} {b} {c} {{a}', { a: '{b}', b: '2' }, 'text')).toBe('{b} 2 {c} {a}');
  });

  test('places that nobody fills are found', () => {
    expect(unknownIn('{"to":"{to}","x":"{nguoi}", {{to}}', ['to'])).toEqual(['nguoi']);
  });

  test.each([
    ['application/json; charset=utf-8', 'json'],
    ['application/vnd.api+json', 'json'],
    ['application/x-www-form-urlencoded', 'form'],
    ['text/xml', 'xml'],
    ['application/soap+xml', 'xml'],
    ['text/plain', 'text'],
  ] as const)('%s is escaped as %s', (type, how) => {
    expect(escapeOf(type)).toBe(how);
  });
});

describe('an answer', () => {
  test.each([
    ['{"data":{"messages":[{"id":7}]}}', 'data.messages.0.id', 7],
    ['{"a":1}', 'a.b', undefined],
    ['{"a":1}', 'toString', undefined],
    ['{"a":1}', '__proto__', undefined],
    ['null', 'a', undefined],
    ['status=0&id=m-1', 'id', 'm-1'],
    ['<html>id=1</html>', 'id', undefined],
    ['', 'id', undefined],
  ])('%s at %s', (body, path, value) => {
    expect(at(readAnswer(body), path)).toEqual(value);
  });

  test.each([
    [0, ['0'], true],
    ['0', [0], true],
    [true, ['true'], true],
    ['', [0], false],
    [null, ['null'], false],
    [{}, ['[object Object]'], false],
  ])('%j among %j: %s', (value, of, is) => {
    expect(isOne(value, of)).toBe(is);
  });
});
