import { costOf, GuardedRegExp } from './mapping.regex.js';

describe('a regular expression in a mapping', () => {
  it.each<[string, number]>([['^abc$', 0], ['(\\d+)-(\\d+)', 2], ['^v(\\d+\\.)?x', 1], ['[*+(]+', 1], ['\\(\\*', 0], ['red|orange', 0], ['a{3}', 0], ['(?:ab)+', 1], ['(?<code>\\w+?)-', 1], ['x{2,5}', 1]])('%s is taken', (source, repetitions) => {
    expect(costOf(source)).toEqual({ repetitions });
  });

  it.each(['(a+)+', '(a|a)*', '((a*)b)*', '(a?){30}', '(.)\\1', 'a*a*a*a*', 'x'.repeat(201), '(?:\\d+)*', '((a|b))+'])('%s is refused', (source) => {
    expect(costOf(source)).toHaveProperty('fault');
    expect(() => new GuardedRegExp(source)).toThrow();
  });

  it('matches as any other, on texts that are not too long for it', () => {
    expect(new GuardedRegExp(/(\d+)/g).exec('a12')?.[1]).toBe('12');
    expect(() => new GuardedRegExp(/a*b*c*/).exec('a'.repeat(201))).toThrow('too long');
  });
});
