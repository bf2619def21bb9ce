/** Words of the ways between pages. */
export const messages = {
  zh: { places: { desk: '工作台', wall: '大屏', insight: '分析', ledger: '台账' } },
  en: { places: { desk: 'Desk', wall: 'Wall', insight: 'Insight', ledger: 'Ledger' } },
};
