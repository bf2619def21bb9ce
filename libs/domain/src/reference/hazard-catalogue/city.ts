import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { entriesOf, OWN_GENERAL } from './document.js';

/** 城镇燃气经营安全重大隐患判定标准; articles 4 and 5 compared with the text, the rest and the day it came into force from memory. */
const GAS = { number: '建城规〔2023〕4号', from: '2023-09-21' };
/** No list of major hazards for these was found: graded by 总局令第16号 article 3 on what the technical standard says [P]. Clauses from memory. */
const BRIDGES = { number: 'CJJ 99-2017（本地细化）', from: '2018-02-01' };
const HOUSES = { number: 'JGJ 125-2016（本地细化）', from: '2016-12-01' };

export const CITY_CATALOGUE: readonly CatalogueEntry[] = [
  ...entriesOf('city', 'major', GAS, [
    ['CITY-01', '第四条（一）', '未取得燃气经营许可证从事燃气经营'],
    ['CITY-02', '第四条（二）（三）', '未建立风险分级管控或事故隐患排查治理制度'],
    ['CITY-03', '第四条（四）', '未制定生产安全事故应急救援预案'],
    ['CITY-04', '第四条（五）', '未建立对用户燃气设施的定期安全检查制度'],
    ['CITY-05', '第五条（一）', '储罐无压力、罐容或液位监测，或无超限报警'],
    ['CITY-06', '第五条（二）', '厂站设备和管道无超限自动切断和放散装置'],
    ['CITY-07', '第五条', '厂站爆炸危险区无泄漏报警，或防爆电气、防雷防静电不符合要求'],
    ['CITY-08', '第六条', '燃气管道被建构筑物占压，或调压、防腐、泄漏保护不满足要求仍运行'],
    ['CITY-09', '第六条', '燃气管道及附件漏气未及时处置'],
    ['CITY-10', '第七条', '气瓶：充装报废、超检、非自有气瓶，或向无安全条件用户供气'],
    ['CITY-11', '第八条', '对用户安全隐患未书面告知，或未采取停止供气措施'],
  ]),
  ...entriesOf('city', 'major', BRIDGES, [
    ['CITY-21', '技术状况评估', '桥梁评估为D级（不合格级）及以下未限载、封闭、加固'],
  ]),
  ...entriesOf('city', 'major', HOUSES, [
    ['CITY-31', '危险性等级', '鉴定为D级（整幢危房）仍有人居住或经营'],
  ]),
  ...entriesOf('city', 'general', OWN_GENERAL, [
    ['CITY-G01', '燃气', '用户软管超长、过期，灶具无熄火保护'],
    ['CITY-G02', '窨井', '井盖破损、松动、防坠网缺失'],
    ['CITY-G03', '排水', '雨水口堵塞、积水点警示设施损坏'],
    ['CITY-G04', '桥隧', '护栏、伸缩缝、限载标志局部损坏'],
    ['CITY-G05', '房屋', '老旧房屋外墙剥落、局部裂缝'],
  ]),
];
