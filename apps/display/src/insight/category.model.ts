import { hazardCategory, SECTORS, type Sector } from '@one-screen/domain';

type Language = 'zh' | 'en';

/** What a hazard's category is called in its sector; over all sectors those names that share the code, two at most. An unknown code stays as it is. Pure. */
export const categoryName = (code: string, sector: Sector | undefined, language: Language): string => {
  const names = (sector ? [sector] : SECTORS).flatMap((one) => hazardCategory(one, code)?.[language] ?? []);
  return [...new Set(names)].slice(0, 2).join('／') || code;
};

/** Which of these codes a name stands for. Pure. */
export const categoryCode = (name: string, codes: readonly string[], sector: Sector | undefined, language: Language): string | undefined =>
  codes.find((code) => categoryName(code, sector, language) === name);
