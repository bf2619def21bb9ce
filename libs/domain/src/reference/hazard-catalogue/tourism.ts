import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { entriesOf, OWN_GENERAL } from './document.js';

// No list of major hazards for tourism was found: its component laws and standards are read locally [P]. Articles from memory.
const LAW = { number: '旅游法（本地细化）', from: '2018-10-26' };
const CAPACITY = { number: 'LB/T 034-2014（本地细化）', from: '2015-04-01' };
const RULES = { number: '旅游安全管理办法（国家旅游局令第41号，本地细化）', from: '2016-12-01' };
const RIDES = { number: 'GB 8408-2018（本地细化）', from: '2018-12-01' };

export const TOURISM_CATALOGUE: readonly CatalogueEntry[] = [
  ...entriesOf('tourism', 'major', LAW, [
    ['TOUR-01', '第四十二条', '景区不具备安全设施及制度，或未经安全风险评估即开放'],
    ['TOUR-02', '第四十五条', '接待旅游者超过主管部门核定的最大承载量'],
    ['TOUR-03', '第四十七条', '经营高空、高速、水上、潜水、探险等高风险项目未取得许可'],
  ]),
  ...entriesOf('tourism', 'major', CAPACITY, [
    ['TOUR-04', '流量控制', '未核定或未公布瞬时、日最大承载量，达到限值仍不分流停止售票'],
  ]),
  ...entriesOf('tourism', 'major', RULES, [
    ['TOUR-05', '第六条', '经营场所、设施设备不符合安全标准，存在坠落、坍塌等现实危险'],
    ['TOUR-06', '第六条', '玻璃栈道、吊桥未经设计、检测，或检测不合格、超限载仍开放'],
    ['TOUR-07', '第八条', '高风险项目无专业救援人员、器材或未制定应急预案'],
    ['TOUR-08', '风险提示', '收到气象、地质灾害红色风险提示仍组织游客进入危险区域'],
    ['TOUR-09', '水上项目', '漂流、游船未配救生设备或水情超限仍经营'],
  ]),
  ...entriesOf('tourism', 'major', RIDES, [
    ['TOUR-10', '安全装置', '游乐设施束缚、限位、制动等安全装置缺失失效仍运行'],
  ]),
  ...entriesOf('tourism', 'general', OWN_GENERAL, [
    ['TOUR-G01', '设施', '护栏、台阶、栈道局部破损，警示标识缺失'],
    ['TOUR-G02', '客流', '高峰疏导人员、分流标识不足'],
    ['TOUR-G03', '民宿', '民宿逃生通道、烟感、灭火器配置不足'],
    ['TOUR-G04', '管理', '应急预案演练、设施点检记录不全'],
  ]),
];
