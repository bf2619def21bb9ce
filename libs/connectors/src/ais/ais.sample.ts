import { bad, frameAt, good, NO_FRAME, type SampleReader } from '../sample/sample.js';
import { openAisReader } from './ais.reader.js';
import { openAisInterpreter } from './ais.signals.js';

/** NMEA 0183 lines as text: what each message says, in the order of the lines. */
export const readAisSample: SampleReader = (_options, sample, now) => {
  const reader = openAisReader();
  const interpreter = openAisInterpreter();
  const notes = [];
  const elements = sample.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean).flatMap((line, index) => {
    const heard = reader.read(line, now, '');
    if (heard.kind === 'bad') return [bad(frameAt(index), heard.error)];
    if (heard.kind === 'other') notes.push({ zh: `第 ${index + 1} 行不是 AIS 报文，或是不用的类型`, en: `Line ${index + 1} is no AIS message, or of a type that is not used` });
    return heard.kind === 'message' ? interpreter.signals(heard.message, heard.at).map(good) : [];
  });
  if (!elements.length && !notes.length) notes.push(NO_FRAME);
  return { elements, notes };
};
