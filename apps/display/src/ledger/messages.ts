import { hazards } from './hazards/hazard.messages';

/** Words of the ledger's pages. */
export const messages = {
  zh: { ledger: { title: '安全生产台账', toDesk: '值班台', toWall: '大屏', language: 'English', signOut: '退出', tabs: { hazards: '隐患', inspections: '检查', cases: '执法', accidents: '事故', objects: '对象', grids: '网格' }, hazards: hazards.zh } },
  en: { ledger: { title: 'Safety ledger', toDesk: 'Desk', toWall: 'Wall', language: '中文', signOut: 'Sign out', tabs: { hazards: 'Hazards', inspections: 'Inspections', cases: 'Enforcement', accidents: 'Accidents', objects: 'Objects', grids: 'Grids' }, hazards: hazards.en } },
};
