import { DomainError } from '@one-screen/domain';
import { SaxesParser } from 'saxes';
import { unreadable } from './table.js';

export interface XmlHandlers {
  open?(name: string, attributes: Record<string, string>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const bare = (name: string): string => {
  const at = name.indexOf(':');
  return at < 0 ? name : name.slice(at + 1);
};

/**
 * Reads XML as it comes, elements named without their prefix. A document type is refused, so there are no entities but the five of XML, none from
 * elsewhere and none that multiply. Throws DomainError `xlsx-broken`, `xlsx-doctype`. The caller gets a turn after each chunk.
 */
export async function* readXml(chunks: AsyncIterable<string>, { open, text, close }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false });
  parser.on('error', () => {
    throw unreadable('xlsx-broken', '工作簿内容损坏', 'The content of the workbook is broken');
  });
  parser.on('doctype', () => {
    throw unreadable('xlsx-doctype', '工作簿含有文档类型声明，已拒绝', 'The workbook has a document type and was refused');
  });
  if (open) parser.on('opentag', (tag) => open(bare(tag.name), tag.attributes as Record<string, string>));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  if (close) parser.on('closetag', (tag) => close(bare(tag.name)));
  for await (const chunk of chunks) {
    parser.write(chunk);
    yield;
  }
  parser.close();
}

/** The same for a small part: read to its end, or `xlsx-broken` when it is longer than `limit` characters. */
export const readWholeXml = async (chunks: AsyncIterable<string>, limit: number, handlers: XmlHandlers): Promise<void> => {
  let length = 0;
  const counted = (async function* () {
    for await (const chunk of chunks) {
      length += chunk.length;
      if (length > limit) throw new DomainError('too-large', 'xlsx-bomb', { zh: '工作簿的样式或目录过大，已拒绝', en: 'The styles or contents of the workbook are too large' });
      yield chunk;
    }
  })();
  for await (const _ of readXml(counted, handlers)) void _;
};
