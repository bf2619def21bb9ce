import type { Sector } from '../sector.js';

/** A category of hazards 类别, what the Pareto counts by. The code is kept with the hazard; names are for people. */
export interface HazardCategory {
  code: string;
  zh: string;
  en: string;
}

const of = (rows: readonly (readonly [code: string, zh: string, en: string])[]): HazardCategory[] => rows.map(([code, zh, en]) => ({ code, zh, en }));

/** What every sector has, after its own. */
const EVERYWHERE = [['training', '教育培训', 'Training'], ['emergency', '应急预案与演练', 'Emergency plan and drills'], ['system', '制度与责任落实', 'Rules and duties'], ['other', '其他', 'Other']] as const;

/** 8 to 12 categories a sector [P]: what inspections of the sector commonly find, grouped so that a Pareto says something. */
export const HAZARD_CATEGORIES: Readonly<Record<Sector, readonly HazardCategory[]>> = {
  road: of([['vehicle', '车辆技术状况', 'Condition of vehicles'], ['driver', '驾驶员资质与行为', 'Drivers'], ['tracking', '动态监控', 'Tracking'], ['hazmat', '危险货物运输', 'Dangerous goods'], ['road-side', '道路设施与标志', 'Road facilities and signs'], ['station', '场站安检', 'Station security'], ['licence', '证照许可', 'Licences'], ...EVERYWHERE]),
  marine: of([['crew', '船员配备', 'Crew'], ['life-saving', '救生设备', 'Life-saving equipment'], ['fire', '船舶消防', 'Fire on board'], ['tracking', '通导与定位终端', 'Communication and position'], ['certificate', '船舶证书', 'Certificates'], ['stability', '载员载货与稳性', 'Load and stability'], ['typhoon', '防台与气象', 'Typhoon and weather'], ['ferry', '渡口码头', 'Ferries and piers'], ...EVERYWHERE]),
  fire: of([['escape', '疏散通道与出口', 'Escape routes'], ['facility', '消防设施器材', 'Fire facilities'], ['alarm', '火灾报警与控制室', 'Fire alarm and control room'], ['electric', '电气与充电', 'Electricity and charging'], ['compartment', '防火分隔与耐火', 'Compartments and resistance'], ['mixed-use', '三合一与违规住人', 'Mixed use and living in'], ['flammable', '易燃易爆物品', 'Flammables'], ['access', '消防车道与登高面', 'Fire access'], ...EVERYWHERE]),
  industry: of([['monitoring', '监测报警与联锁', 'Monitoring and interlocks'], ['machine', '机械设备防护', 'Machine guarding'], ['electric', '电气与防爆', 'Electricity and explosion protection'], ['chemical', '危险化学品储存使用', 'Chemicals in store and use'], ['dust', '粉尘防爆', 'Dust explosion'], ['confined', '有限空间', 'Confined spaces'], ['special-work', '特殊作业', 'Special work'], ['ammonia', '涉氨制冷', 'Ammonia'], ...EVERYWHERE]),
  construction: of([['edge', '临边洞口与高处', 'Edges and heights'], ['crane', '起重机械', 'Cranes and hoists'], ['pit', '基坑与土方', 'Excavation'], ['formwork', '模板支架', 'Formwork'], ['scaffold', '脚手架', 'Scaffolds'], ['electric', '临时用电', 'Temporary electricity'], ['fire', '施工现场消防', 'Fire on site'], ['person', '人员持证与防护', 'Certificates and protection'], ...EVERYWHERE]),
  tourism: of([['crowd', '客流与承载量', 'Crowds and capacity'], ['ride', '游乐与高风险项目', 'Rides and high-risk items'], ['path', '步道护栏栈道', 'Paths and railings'], ['water', '涉水安全', 'Water'], ['lodging', '民宿住宿消防', 'Lodgings'], ['food', '用气用火用电', 'Gas, fire and electricity'], ['geology', '地灾与气象', 'Geology and weather'], ['sign', '警示标识', 'Warning signs'], ...EVERYWHERE]),
  equipment: of([['inspection', '检验与登记', 'Inspection and registration'], ['lift', '电梯', 'Lifts'], ['boiler', '锅炉', 'Boilers'], ['vessel', '压力容器与气瓶', 'Pressure vessels and cylinders'], ['pipe', '压力管道', 'Pressure piping'], ['crane', '起重机械', 'Cranes'], ['vehicle', '场内机动车', 'Plant vehicles'], ['safety-part', '安全附件与保护装置', 'Safety accessories'], ...EVERYWHERE]),
  city: of([['gas', '燃气设施', 'Gas facilities'], ['gas-user', '燃气用户端', 'Gas users'], ['bridge', '桥梁隧道', 'Bridges and tunnels'], ['drain', '排水与积水', 'Drainage'], ['cover', '井盖与地下空间', 'Manholes and underground space'], ['water', '供水设施', 'Water supply'], ['house', '老旧危险房屋', 'Old and dangerous houses'], ['outdoor', '户外广告与高空坠物', 'Signs and falling objects'], ...EVERYWHERE]),
};

/** The category of a code in a sector, or undefined. */
export const hazardCategory = (sector: Sector, code: string): HazardCategory | undefined => HAZARD_CATEGORIES[sector].find((category) => category.code === code);
