import { inOneLine, invalid, type DomainError } from '@one-screen/domain';
import { XMLParser } from 'fast-xml-parser';

/** The largest document looked at, in bytes. */
export const MAX_XML_BYTES = 1_048_576;
/** The deepest nesting and the most tags; a CAP message needs 5 levels and some hundred tags. */
export const MAX_XML_DEPTH = 32;
export const MAX_XML_TAGS = 50_000;

/** One element: its text (entities decoded, trimmed) and its children by local name, in document order. */
export interface XmlNode {
  text: string;
  children: ReadonlyMap<string, readonly XmlNode[]>;
}

const refused = (code: string, zh: string, en: string): DomainError => invalid(code, zh, en, [{ path: '', message: inOneLine({ zh, en }) }]);

const ENCODINGS = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']/;

/** Bytes to text by byte-order mark, else by the declared encoding, else UTF-8. */
const textOf = (xml: Uint8Array): string => {
  const [first, second] = xml;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const declared = ENCODINGS.exec(Buffer.from(xml.subarray(0, 300)).toString('latin1'))?.[1];
  try {
    return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(xml);
  } catch {
    throw refused('xml-encoding', 'XML 的字符编码无法识别或与内容不符', 'The XML is not in the encoding it declares, or in one we know');
  }
};

/** The name at the start of a tag's inside. */
const tagName = (xml: string, from: number): string => /^[^\s/>]{1,256}/.exec(xml.slice(from, from + 256))?.[0] ?? '';

/** Depth, number and balance of tags by one pass, before any tree is built. */
const measure = (xml: string): void => {
  const skips: readonly [string, string][] = [['<!--', '-->'], ['<![CDATA[', ']]>'], ['<?', '?>']];
  const open: string[] = [];
  let tags = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at)) {
    const skip = skips.find(([start]) => xml.startsWith(start, at));
    const end = skip ? xml.indexOf(skip[1], at + skip[0].length) : tagEnd(xml, at + 1);
    if (end === -1) throw malformed();
    if (!skip) {
      tags += 1;
      if (xml[at + 1] === '/') {
        if (open.pop() !== tagName(xml, at + 2)) throw malformed();
      } else if (xml[end - 1] !== '/') open.push(tagName(xml, at + 1));
      if (open.length > MAX_XML_DEPTH) throw refused('xml-too-deep', `XML 嵌套超过 ${MAX_XML_DEPTH} 层`, `The XML nests deeper than ${MAX_XML_DEPTH} levels`);
      if (tags > MAX_XML_TAGS) throw refused('xml-too-many-tags', `XML 标签超过 ${MAX_XML_TAGS} 个`, `The XML has more than ${MAX_XML_TAGS} tags`);
    }
    at = skip ? end + skip[1].length : end + 1;
  }
  if (open.length || tags === 0) throw malformed();
};

/** Index of the `>` that ends a tag (one inside quotes does not), or -1. A `<` inside a tag is an error. */
const tagEnd = (xml: string, from: number): number => {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const sign = xml[at] ?? '';
    if (quote) quote = sign === quote ? '' : quote;
    else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
    else if (sign === '<') return -1;
  }
  return -1;
};

const malformed = (): DomainError => refused('xml-malformed', '不是格式良好的 XML', 'Not well-formed XML');

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));/g;

/** The five predefined entities and character references, once; any other stays as it is written. */
export const decodeEntities = (text: string): string =>
  text.replace(ENTITY, (_whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? '\ufffd' : String.fromCodePoint(code);
  });

const CDATA = '#cdata';
const TEXT = '#text';

const parser = new XMLParser({
  removeNSPrefix: true, ignoreAttributes: true, parseTagValue: false, processEntities: false, ignoreDeclaration: true, ignorePiTags: true,
  cdataPropName: CDATA, textNodeName: TEXT, maxNestedTags: MAX_XML_DEPTH,
});

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);

const nodeOf = (value: unknown): XmlNode => {
  if (typeof value !== 'object' || value === null) return { text: decodeEntities(String(value ?? '')).trim(), children: new Map() };
  const children = new Map<string, XmlNode[]>();
  let text = '';
  for (const [name, child] of Object.entries(value)) {
    if (name === TEXT) text += decodeEntities(listOf(child).join(''));
    else if (name === CDATA) text += listOf(child).join('');
    else children.set(name, listOf(child).map(nodeOf));
  }
  return { text: text.trim(), children };
};

/**
 * A small XML document as a tree without namespaces and attributes. Refused before anything is built, each with its own
 * DomainError code: `xml-too-large`, `xml-encoding`, `xml-doctype` (any DOCTYPE or declaration: no entity is ever expanded
 * or fetched), `xml-malformed`, `xml-too-deep`, `xml-too-many-tags`.
 */
export const parseXml = (xml: Uint8Array | string): { name: string; root: XmlNode } => {
  const size = typeof xml === 'string' ? Buffer.byteLength(xml) : xml.byteLength;
  if (size > MAX_XML_BYTES) throw refused('xml-too-large', 'XML 超过 1 MiB', 'The XML is larger than 1 MiB');
  const text = (typeof xml === 'string' ? xml : textOf(xml)).replace(/^\ufeff/, '');
  if (/<!\s*(DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/i.test(text)) throw refused('xml-doctype', 'XML 不允许包含 DOCTYPE 或实体声明', 'DOCTYPE and entity declarations are not allowed');
  measure(text);
  let tree: unknown;
  try {
    tree = parser.parse(text);
  } catch {
    throw malformed();
  }
  const roots = Object.entries(tree as Record<string, unknown>).filter(([name]) => name !== TEXT && name !== CDATA);
  const [only] = roots;
  if (!only || roots.length !== 1 || Array.isArray(only[1])) throw malformed();
  return { name: only[0], root: nodeOf(only[1]) };
};
