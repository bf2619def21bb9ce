import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { entriesOf, OWN_GENERAL } from './document.js';

/** 房屋市政工程生产安全重大事故隐患判定标准（2022版）; articles 8 to 12 compared with the text, the rest from memory. */
const EDITION_2022 = { number: '建质规〔2022〕2号', from: '2022-04-19', until: '2024-12-01' };
/** The 2024 edition replaces the one of 2022; the day it came into force and its articles are from memory: to be compared with the text. */
const EDITION_2024 = { number: '建质规〔2024〕5号', from: '2024-12-01' };

const BOTH = [
  ['CON-01', '第四条', '施工企业无安全生产许可证，或关键岗位人员无考核合格证书从事施工管理'],
  ['CON-02', '第四条', '危大工程未编制、审核专项方案，或超规模危大工程未组织专家论证'],
  ['CON-03', '第五条', '基坑工程：未进行专项监测，或出现坍塌征兆未及时处理'],
  ['CON-04', '第五条', '基坑工程：深基坑支护结构未达设计强度即开挖，或超挖、坑边超载'],
  ['CON-05', '第六条', '模板工程：地基承载力和变形不满足要求，或架体承受荷载超过设计值'],
  ['CON-06', '第六条', '模板工程：支架拆除、滑模提升时混凝土强度未达设计要求'],
  ['CON-07', '第七条', '脚手架工程：未设连墙件或整层缺失，附着式升降脚手架防倾防坠失效'],
  ['CON-08', '第八条', '起重机械：未经验收合格即使用，或未办理使用登记'],
  ['CON-09', '第八条', '起重机械：独立高度、附着间距、最上附着以上悬高及垂直度不符合要求'],
  ['CON-10', '第八条', '起重机械：安装、拆卸、顶升前未检查结构件、顶升机构、附着及连接件'],
  ['CON-11', '第八条', '起重机械：安全装置不齐全、失效或被违规拆除，防坠安全器超检'],
  ['CON-12', '第九条', '高处作业：单榀钢桁架安装无防失稳措施，悬挑操作平台未与主体结构可靠连接'],
  ['CON-13', '第十条', '临时用电：隧道、潮湿等特殊环境照明未使用安全电压'],
  ['CON-14', '第十一条', '有限空间：未审批、未培训，未执行先通风、再检测、后作业，或无专人监护'],
  ['CON-15', '第十二条', '拆除工程：作业顺序不符合规范和方案要求'],
  ['CON-16', '第十三条', '隧道（暗挖）工程：未按方案施工，围岩、支护出现险情未撤人'],
] as const;

export const CONSTRUCTION_CATALOGUE: readonly CatalogueEntry[] = [
  ...entriesOf('construction', 'major', EDITION_2022, BOTH),
  ...entriesOf('construction', 'major', EDITION_2024, [
    ...BOTH,
    ['CON-17', '2024版新增', '施工临时堆载：堆载超过设计允许值，或在基坑、围墙、临建旁违规堆载'],
    ['CON-18', '2024版新增', '冒险作业：极端天气、险情未排除时强令施工，或在外电线路安全距离内作业未防护'],
  ]),
  ...entriesOf('construction', 'general', OWN_GENERAL, [
    ['CON-G01', '防护', '临边洞口防护缺失或不牢固'],
    ['CON-G02', '用电', '一机一闸一漏未落实，配电箱破损'],
    ['CON-G03', '人员', '未戴安全帽、高处作业未系安全带'],
    ['CON-G04', '文明施工', '材料堆放、消防通道、扬尘控制不规范'],
  ]),
];
