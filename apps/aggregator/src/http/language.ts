import type { Bilingual } from '@one-screen/domain';

export type Language = 'zh' | 'en';

/** The reader's language by `Accept-Language` (RFC 9110 12.5.4): English only where it is preferred to Chinese. */
export const languageOf = (header: string | undefined): Language => {
  if (!header) return 'zh';
  const weights = { zh: -1, en: -1 };
  let order = 0;
  for (const part of header.slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find((found) => found !== undefined);
    const weight = quality === undefined ? 1 : Number(quality);
    order += 1;
    if (!(weight > 0)) continue;
    // Among equals the earlier one is meant.
    const rank = weight - order * 1e-6;
    if (range === 'zh' || range.startsWith('zh-')) weights.zh = Math.max(weights.zh, rank);
    else if (range === 'en' || range.startsWith('en-')) weights.en = Math.max(weights.en, rank);
  }
  return weights.en > weights.zh ? 'en' : 'zh';
};

const isBilingual = (value: unknown): value is Bilingual =>
  typeof value === 'object' && value !== null && typeof (value as Bilingual).zh === 'string' && typeof (value as Bilingual).en === 'string';

/** Details with every `message: {zh, en}` of a list of faults said in one language; anything else passes unchanged. */
export const localised = (details: unknown, language: Language): unknown => {
  if (!Array.isArray(details)) return details;
  return details.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || !('message' in item)) return item;
    return isBilingual(item.message) ? { ...item, message: item.message[language] } : item;
  });
};
