import type { Bilingual } from '@one-screen/domain';
import { bad, bytesOfHex, frameAt, SampleFault, type SampleReader } from '../sample/sample.js';
import { SparkplugHost } from './sparkplug.host.js';
import { SparkplugOptions } from './sparkplug.names.js';
import { topicOf } from './sparkplug.topic.js';

/** One message a line, its topic and its payload as hex, in the order sent: what a host that has just come makes of them. */
export const readSparkplugSample: SampleReader = (options, sample, now) => {
  const host = new SparkplugHost(SparkplugOptions.catch({}).parse((options as { sparkplug?: unknown }).sparkplug ?? {}));
  const lines = sample.split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const notes: Bilingual[] = [];
  const elements = lines.flatMap((line, index) => {
    const [topic = '', ...hex] = line.split(/\s+/);
    if (!topicOf(topic)) throw new SampleFault({ path: 'sample', message: `第 ${index + 1} 行须为“spBv1.0/… 主题，空格，十六进制报文” / line ${index + 1} must be a topic spBv1.0/…, a space, and the payload as hex` });
    const heard = host.hear(topic, bytesOfHex(hex.join('')), now);
    if (heard.rebirth) notes.push({ zh: `第 ${index + 1} 行之前有遗漏，将请求 ${heard.rebirth.node} 重新上线（Rebirth）`, en: `Something is missing before line ${index + 1}: ${heard.rebirth.node} would be asked for a rebirth` });
    return 'batch' in heard ? heard.batch : [bad(frameAt(index), heard.error)];
  });
  return { elements, notes };
};
