const EXACT: Readonly<Record<number, string>> = {
  30: '渔船', 31: '拖带船', 32: '拖带船', 33: '疏浚或水下作业船', 34: '潜水作业船', 35: '军事船舶', 36: '帆船', 37: '游艇',
  50: '引航船', 51: '搜救船', 52: '拖轮', 53: '港口供应船', 54: '防污染船', 55: '执法船', 58: '医疗船',
};
const BY_TENS: Readonly<Record<number, string>> = { 2: '地效船', 4: '高速船', 6: '客船', 7: '货船', 8: '液货船', 9: '其他船舶' };

/** The ship type of ITU-R M.1371-5 table 53 in words; its last digit (dangerous cargo class) is left to the code. */
export const shipTypeName = (code: number): string => EXACT[code] ?? BY_TENS[Math.floor(code / 10)] ?? '未知类型';
