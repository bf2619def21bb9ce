/** The eight key sectors 八大重点行业领域 (台州 “1+8” committees; order of the 2022 plan). */
export const SECTORS = ['road', 'marine', 'fire', 'industry', 'construction', 'tourism', 'equipment', 'city'] as const;
export type Sector = (typeof SECTORS)[number];

/** Chinese names, as used in official papers. */
export const SECTOR_NAMES: Record<Sector, { zh: string; short: string; en: string }> = {
  road: { zh: '道路交通', short: '道路', en: 'Road traffic' },
  marine: { zh: '涉海涉渔', short: '海渔', en: 'Marine and fishery' },
  fire: { zh: '消防安全', short: '消防', en: 'Fire safety' },
  industry: { zh: '工矿和危险化学品', short: '危化', en: 'Industry and hazardous chemicals' },
  construction: { zh: '建设施工', short: '施工', en: 'Construction' },
  tourism: { zh: '旅游', short: '旅游', en: 'Tourism' },
  equipment: { zh: '特种设备', short: '特设', en: 'Special equipment' },
  city: { zh: '城市运行', short: '城运', en: 'City operation' },
};

export const isSector = (value: unknown): value is Sector => SECTORS.includes(value as Sector);
