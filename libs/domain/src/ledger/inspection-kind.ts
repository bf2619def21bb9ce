/** The six kinds of inspection, which are the six sources of hazards 六类来源 (古街办〔2022〕6号): the enterprise itself, the grid, an agency, the street, a department unannounced, the city. */
export const INSPECTION_KINDS = ['self', 'grid', 'agency', 'street', 'covert', 'city'] as const;
export type InspectionKind = (typeof INSPECTION_KINDS)[number];

export const INSPECTION_KIND_NAMES: Record<InspectionKind, { zh: string; en: string }> = {
  self: { zh: '企业自查', en: 'Enterprise’s own check' },
  grid: { zh: '网格助查', en: 'Grid check' },
  agency: { zh: '中介协查', en: 'Agency check' },
  street: { zh: '基层检查', en: 'Street inspection' },
  covert: { zh: '部门暗查', en: 'Unannounced departmental inspection' },
  city: { zh: '市级督查', en: 'City supervision' },
};

/** Inspections by officials: two officers at least (行政处罚法第42条). */
export const isOfficial = (kind: InspectionKind): boolean => kind === 'street' || kind === 'covert' || kind === 'city';
