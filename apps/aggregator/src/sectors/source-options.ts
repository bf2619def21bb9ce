import { AlertmanagerOptions, CapOptions, faultsOf, formatFaults, MappingOptions, MqttOptions, PAYLOAD_FORMATS } from '@one-screen/connectors';
import type { SourceKind } from '@one-screen/contracts';
import { invalid, type Fault } from '@one-screen/domain';
import { z } from 'zod';
import { connectorOf } from './connector-kinds.js';

/** Options of a source that sends to our doors. */
const Pushed = z.strictObject({
  /** May also write grids and supervised objects. */
  ledger: z.boolean().optional(),
  alertmanager: z.strictObject(AlertmanagerOptions.shape).optional(),
  cap: z.strictObject(CapOptions.shape).optional(),
  /** How the bodies of `POST /api/intake/signals` are read (`Signals`); compiled there once, not by every door. */
  format: z.unknown().optional(),
  mapping: z.unknown().optional(),
});
export type PushedOptions = z.infer<typeof Pushed>;

/** `json`: what the mapping says, without one the native shape. `senml`: RFC 8428, which needs no mapping. */
const Signals = z.object({ format: z.enum(PAYLOAD_FORMATS).default('json'), mapping: MappingOptions.optional() });
export type SignalsOptions = z.output<typeof Signals>;
const PushedWhole = Pushed.extend(Signals.shape).refine(({ format, mapping }) => mapping === undefined || format === 'json', { path: ['mapping'], error: 'SenML 不用映射 / SenML takes no mapping' });

/** Options of a source on the broker; which broker, and who we are there, are the aggregator's own affair. */
const Mqtt = z.strictObject(MqttOptions.omit({ brokerUrl: true, group: true, clientId: true, slot: true }).shape).superRefine((options, context) => {
  for (const { path, message } of formatFaults(options)) context.addIssue({ code: 'custom', path: [path], message });
});

const schemaOf = (kind: SourceKind): z.ZodType => connectorOf(kind)?.options ?? (kind === 'mqtt' ? Mqtt : PushedWhole);

/** Faults of a source's options, paths from `options`. */
export const optionFaults = (kind: SourceKind, options: Record<string, unknown>): Fault[] => {
  const checked = schemaOf(kind).safeParse(options);
  return checked.success ? [] : faultsOf(checked.error).map(({ path, message }) => ({ path: path ? `options.${path}` : 'options', message }));
};

/** Throws DomainError `source-options` naming each fault. */
export const checkOptions = (kind: SourceKind, options: Record<string, unknown>): void => {
  const faults = optionFaults(kind, options);
  if (faults.length) throw invalid('source-options', '数据源选项有误', 'The options of the source are wrong', faults);
};

/** Stored options of a source that sends to our doors; what an older release stored and we no longer know is left out. */
export const pushedOptions = (options: Record<string, unknown>): PushedOptions => {
  const checked = Pushed.safeParse(options);
  return checked.success ? checked.data : { ledger: options['ledger'] === true };
};

/** How a source's pushed signals are read. Compiles its mapping, so ask once for each revision of the source. Throws `source-options` (422) when what is stored is wrong. */
export const signalsOptions = (options: Record<string, unknown>): SignalsOptions => {
  const checked = Signals.safeParse({ format: options['format'], mapping: options['mapping'] });
  if (!checked.success) throw invalid('source-options', '数据源选项有误', 'The options of the source are wrong', faultsOf(checked.error));
  return checked.data;
};
