import { DomainError } from '@one-screen/domain';
import fc from 'fast-check';
import { parseCap } from './cap.parser.js';
import { decodeEntities, parseXml } from './xml.document.js';

const codeOf = (xml: Uint8Array | string): string => {
  try {
    parseCap(xml);
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return (error as DomainError).code;
  }
};

describe('XML from outside', () => {
  it.each([
    ['xml-doctype', '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><alert>&lol2;</alert>'],
    ['xml-doctype', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><alert/>'],
    ['xml-doctype', '<alert><!ENTITY x "y"></alert>'],
    ['xml-doctype', Buffer.from('\ufeff<!DOCTYPE a []><alert/>', 'utf16le')],
    ['xml-too-large', `<alert>${' '.repeat(1_048_576)}</alert>`],
    ['xml-too-deep', `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`],
    ['xml-too-many-tags', `<alert>${'<a/>'.repeat(60_000)}</alert>`],
    ['xml-encoding', Buffer.from([0x3c, 0x61, 0xff, 0xfe, 0x3e])],
    ['xml-encoding', '<?xml version="1.0" encoding="klingon"?><alert/>'],
    ['xml-malformed', ''], ['xml-malformed', 'text'], ['xml-malformed', '<alert>'], ['xml-malformed', '</alert>'], ['xml-malformed', '<alert/><alert/>'], ['xml-malformed', '<alert><!-- </alert>'], ['xml-malformed', `${'<a '.repeat(100_000)}`],
    ['xml-malformed', '<alert><a></b></alert>'],
    ['cap-root', '<feed/>'], ['xml-malformed', '<__proto__><a/></__proto__>'],
  ])('is refused as %s', (code, xml) => {
    const given = code === 'xml-encoding' && typeof xml === 'string' ? Buffer.from(xml) : xml;
    expect(codeOf(given)).toBe(code);
  });

  it('keeps an unknown entity as it is written and expands nothing twice', () => {
    expect(decodeEntities('&lol;&amp;lt;&#65;&#x1F525;&#xD800;&#9999999;')).toBe('&lol;&lt;A🔥\ufffd\ufffd');
    expect(parseXml('<a>&lol;</a>').root.text).toBe('&lol;');
  });

  it('never throws anything but a DomainError, whatever the bytes', () => {
    const tokens = fc.array(fc.constantFrom('<alert>', '</alert>', '<info>', '</info>', '<sent>', '</sent>', '<a b="', '">', '/>', '<![CDATA[', ']]>', '<!--', '-->', '<?xml', '?>', '&#0;', '&amp;', 'x', '<constructor/>', '<__proto__/>', '<hasOwnProperty>', '</hasOwnProperty>', '\u0000', '<'), { maxLength: 40 }).map((all) => all.join(''));
    fc.assert(fc.property(fc.oneof(fc.uint8Array(), fc.string(), tokens, tokens.map((middle) => `<alert>${middle}</alert>`)), (xml) => {
      expect(typeof codeOf(xml)).toBe('string');
    }), { numRuns: 1000 });
  });
});
