import { describe, expect, test } from 'vitest';
import { dotted, grouped, orDotted, printed } from '../../src/papers/text.ts';

describe('what is printed of a text', () => {
  test.each([
    ['Vietnamese as it is', 'Trạm Y tế xã Ea Kao, Đắk Lắk', 'Trạm Y tế xã Ea Kao, Đắk Lắk'],
    ['signs in pieces are composed', 'Đắk Lắk'.normalize('NFD'), 'Đắk Lắk'],
    ['markup is text', '<script>alert("1")</script> & {{x}}', '<script>alert("1")</script> & {{x}}'],
    ['a direction cannot be turned', 'lô \u202eA321\u202c\u200f 5', 'lô A321 5'],
    ['joiners and soft hyphens are left out', 'vắc\u200b\u00ad \ufeffxin', 'vắc xin'],
    ['lines, tabs and runs of spaces are one space', ' a\n\tb \u2028 c\u0000d ', 'a b c d'],
    ['a space that keeps a number with its unit stays', '8,4\u00a0°C', '8,4\u00a0°C'],
    ['a tower of marks is cut to two', `a${'\u0301'.repeat(40)}b`, 'á\u0301\u0301b'],
    ['marks the typeface lacks are left out', 'a\u0336\u0489b', 'ab'],
    ['an Ê Đê letter the typeface lacks keeps its base', 'Čư Ŭ, Ŏ', 'Čư U, O'],
    ['a sign of another script is a question mark', '疫苗 вак 💉', '?? ??? ?'],
    ['half a sign is a question mark', 'a\ud83d', 'a?'],
  ])('%s', (_, text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('a text of the longest length is whole, one sign more ends in dots', () => {
    expect(printed('ắ'.repeat(200))).toBe('ắ'.repeat(200));
    expect(printed('ắ'.repeat(201))).toBe(`${'ắ'.repeat(199)}…`);
    expect(printed('x'.repeat(2_000_000), 10)).toBe('xxxxxxxxx…');
  });

  test('what is not known, or blank, is room to write', () => {
    expect(orDotted(null, 12)).toBe(dotted(12));
    expect(orDotted(' \u200b ', 12)).toBe('............');
    expect(orDotted('QLVX-1', 12)).toBe('QLVX-1');
  });

  test('a hash is read in groups of four, the last may be shorter', () => {
    expect(grouped('9f86d081884c7d')).toBe('9f86 d081 884c 7d');
    expect(grouped('')).toBe('');
  });
});
