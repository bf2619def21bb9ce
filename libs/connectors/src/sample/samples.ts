import type { Fault } from '@one-screen/domain';
import { readAisSample } from '../ais/ais.sample.js';
import { parseAlertmanager, type AlertmanagerOptions } from '../alertmanager/alertmanager.parser.js';
import { parseCap, type CapOptions } from '../cap/cap.parser.js';
import { wordsOf } from '../error-words.js';
import { readGbt26875Sample } from '../gbt26875/gbt26875.sample.js';
import { readHj212Sample } from '../hj212/hj212.sample.js';
import { readJt808Sample } from '../jt808/jt808.sample.js';
import { compileMapping, type CompiledMapping } from '../mapping/mapping.js';
import { decodeJson, readDecoded, type PayloadFormat } from '../mapping/payload.js';
import { MAX_PAYLOAD } from '../mqtt/mqtt.message.js';
import { readSparkplugSample } from '../sparkplug/sparkplug.sample.js';
import { SampleFault, withoutIdleClears, type SampleRead, type SampleReader } from './sample.js';

interface Payload {
  mapping?: unknown;
  format?: PayloadFormat;
  alertmanager?: AlertmanagerOptions;
}

/** JSON by the mapping, by its format, or as what it plainly is: a SenML pack, an Alertmanager message, native alarms. */
const readPayloadSample: SampleReader = async (options, sample, now) => {
  const { mapping, format = 'json', alertmanager } = options as Payload;
  let compiled: CompiledMapping | undefined;
  if (mapping !== undefined) {
    const result = compileMapping(mapping);
    const [first] = result.ok ? [] : result.faults;
    if (first) throw new SampleFault({ ...first, path: `options.mapping${first.path && (first.path.startsWith('[') ? first.path : `.${first.path}`)}` });
    if (result.ok) compiled = result;
  }
  const decoded = decodeJson(sample, MAX_PAYLOAD);
  if ('error' in decoded) throw new SampleFault({ path: 'sample', message: decoded.error });
  const { body } = decoded;
  if (!compiled && format === 'json' && typeof body === 'object' && body !== null && 'alerts' in body) return { elements: [...parseAlertmanager(body, alertmanager)], notes: [{ zh: '按 Alertmanager 推送读取', en: 'Read as an Alertmanager message' }] };
  const read = await readDecoded(body, { format, ...(compiled && { mapping: compiled }) }, now);
  if ('error' in read) throw new SampleFault({ path: 'sample', message: read.error });
  return { elements: read.batch, notes: [] };
};

const readCapSample: SampleReader = (options, sample) => {
  const { cap } = options as { cap?: CapOptions };
  const { signals, ignored } = parseCap(sample, cap);
  return { elements: signals, notes: ignored ? [ignored.text] : [] };
};
/** A source that posts may send JSON or a warning. */
const readPushedSample: SampleReader = (options, sample, now) => (sample.trimStart().startsWith('<') ? readCapSample(options, sample, now) : readPayloadSample(options, sample, now));

const readMqttSample: SampleReader = (options, sample, now) => ((options as { format?: string }).format === 'sparkplug' ? readSparkplugSample : readPayloadSample)(options, sample, now);

const READERS: Readonly<Record<string, SampleReader>> = {
  http: readPushedSample, cap: readCapSample, mqtt: readMqttSample, 'http-pull': readPayloadSample, ais: readAisSample, hj212: readHj212Sample, gbt26875: readGbt26875Sample, jt808: readJt808Sample,
};

/**
 * What a pasted sample of a source would become (试一试): JSON or SenML for kinds with a mapping, CAP for warnings, hex or text of frames for
 * kinds with a line. Stores nothing, never rejects. Faults: paths in `options`, or `sample`. Costly samples take their time here: run it where that harms nobody.
 */
export const trySample = async (kind: string, options: unknown, sample: string, now: number = Date.now()): Promise<({ ok: true } & SampleRead) | { ok: false; faults: Fault[] }> => {
  const reader = Object.hasOwn(READERS, kind) ? READERS[kind] : undefined;
  if (!reader) return { ok: false, faults: [{ path: 'kind', message: '此类数据源没有可粘贴的样例，请用“检查”试读 / this kind has no sample to paste; use the check' }] };
  try {
    return { ok: true, ...withoutIdleClears(await reader(options ?? {}, sample, now)) };
  } catch (error) {
    if (error instanceof SampleFault) return { ok: false, faults: [error.fault] };
    return { ok: false, faults: [{ path: 'sample', message: wordsOf(error) }] };
  }
};
