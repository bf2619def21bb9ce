import { trySample } from '@one-screen/connectors/sample';
import { parentPort, workerData } from 'node:worker_threads';
import { trialOf } from './trial.js';

/** Reads one sample on a thread of its own: however costly it or its mapping is, the field's way is not held up, and the thread can be ended. */
const { kind, options, sample } = workerData as { kind: string; options: unknown; sample: string };
// The time a sample may take begins here, not while the thread is still loading.
parentPort?.postMessage('ready');
const read = await trySample(kind, options, sample);
parentPort?.postMessage(read.ok ? { ok: true, view: trialOf(read.elements, read.notes) } : read);
