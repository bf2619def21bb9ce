import { invalid, SECTORS } from '@one-screen/domain';
import { z } from 'zod';
import { CapFields, fittedKey, type CapResult, type CapSettings } from './cap.fields.js';
import { isNational, readNational } from './cap.national.js';
import { readOasis } from './cap.oasis.js';
import { DAY_MS } from './cap.warning.js';
import { parseXml, type XmlNode } from './xml.document.js';

export type { CapResult } from './cap.fields.js';
export { MAX_XML_BYTES } from './xml.document.js';

/** What a source of this kind may set. */
export const CapOptions = z.object({
  /** Info block wished for (RFC 3066); then any of the same language, then the first. */
  language: z.string().regex(/^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/).default('zh-CN'),
  /** How long a warning holds that gives no `expires`, milliseconds after it was sent. */
  defaultExpiryMs: z.number().int().positive().max(366 * DAY_MS).default(DAY_MS),
  /** Sector of its warnings; without it, the source's own. */
  sector: z.enum(SECTORS).optional(),
});
export type CapOptions = z.input<typeof CapOptions>;

/**
 * A public warning to signals: OASIS CAP 1.2 (and 1.1), or the Chinese national warning XML, told apart by their elements.
 * The key is `sender,identifier` (OASIS) or `identifier` (national); Alert raises, Update ends what it refers to and raises,
 * Cancel ends; Exercise, System, Test, Draft, Ack and Error give no signal and say why in `ignored`.
 * A faulty warning is one `ok: false` naming each fault; a document that is no warning at all throws a DomainError:
 * `xml-*` (see `parseXml`) or `cap-root`.
 */
export const parseCap = (xml: Uint8Array | string, options: CapOptions = {}): CapResult => {
  const { name, root } = parseXml(xml);
  if (name !== 'alert') throw invalid('cap-root', '不是预警报文：根元素应为 alert', 'Not a warning message: the root element must be alert', [{ path: '', message: '根元素应为 alert / expected the root element alert' }]);
  const settings: CapSettings = { ...options, language: options.language ?? 'zh-CN', defaultExpiryMs: options.defaultExpiryMs ?? DAY_MS };
  const fields = new CapFields();
  const result = isNational(root) ? readNational(root, fields, settings) : readOasis(root, fields, settings);
  if (result && !fields.faults.length) return result;
  return { signals: [{ ok: false, ...keyHint(root), faults: fields.faults }] };
};

const keyHint = (root: XmlNode): { key?: string } => {
  const [identifier, sender] = ['identifier', 'sender'].map((each) => root.children.get(each)?.[0]?.text);
  if (!identifier) return {};
  return { key: fittedKey(sender && !isNational(root) ? `${sender},${identifier}` : identifier) };
};
