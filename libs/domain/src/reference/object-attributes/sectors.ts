import type { Sector } from '../../sector.js';
import { day, expiry, integer, number, oneOf, text, yesNo, type AttributeDefinition } from './definition.js';

const COMPANIES = ['危货运输企业', '旅游客运企业', '重型货车企业'];
const ROADS = ['隐患路口', '隐患路段'];
const VESSELS = ['渔船', '休闲船'];
const BUILDINGS = ['高层建筑', '商场', '养老机构', '学校', '小微企业园', '出租房', '沿街店铺', '古城木结构民居片区'];
const CHEMICAL = ['危化企业', '加油站'];
const CRANES = ['塔机', '施工升降机'];
const SITES = ['工地', '深基坑'];
const PRESSURE = ['锅炉', '压力容器', '气瓶站'];
const ROMAN = { '1': ['一级', 'Class 1'], '2': ['二级', 'Class 2'], '3': ['三级', 'Class 3'], '4': ['四级', 'Class 4'] } as const;

/**
 * The key fields of each sector's objects (domain facts, section 1). 下次检验日期 of equipment and 核定承载量 are fields of the object itself
 * (`inspectionDue`, `capacity`), not repeated here. Names are the product's own, the ideas the trade's [P].
 */
export const OBJECT_ATTRIBUTES: Readonly<Record<Sector, readonly AttributeDefinition[]>> = {
  road: [
    text('plate', '车牌号', 'Plate'), text('terminalCode', '定位终端号', 'Terminal number'),
    text('operatingLicence', '道路运输经营许可证号', 'Operating licence', { kinds: COMPANIES }), expiry('operatingLicenceUntil', '道路运输经营许可证有效期', 'Operating licence valid until', { kinds: COMPANIES }),
    integer('vehicles', '营运车辆数', 'Vehicles', { unit: '辆', min: 0, kinds: COMPANIES }), integer('drivers', '驾驶员数', 'Drivers', { unit: '人', min: 0, kinds: COMPANIES }),
    expiry('vehicleInspectionUntil', '车辆检验有效期', 'Vehicle inspection valid until', { kinds: COMPANIES }), expiry('insuranceUntil', '承运人保险有效期', 'Carrier insurance valid until', { kinds: COMPANIES }),
    expiry('qualificationUntil', '从业资格证有效期', 'Qualification valid until', { kinds: COMPANIES }),
    oneOf('roadGrade', '公路等级', 'Road grade', { national: ['国道', 'National'], provincial: ['省道', 'Provincial'], county: ['县道', 'County'], rural: ['乡村道', 'Rural'], urban: ['城市道路', 'Urban'] }, { kinds: ROADS }),
    number('length', '路段长度', 'Length', { unit: 'km', min: 0, max: 1000, kinds: ROADS }), day('treatBy', '治理期限', 'To be treated by', { kinds: ROADS, expires: true }),
  ],
  marine: [
    text('vesselName', '船名号', 'Vessel name', { kinds: VESSELS, required: true }), text('mmsi', 'MMSI', 'MMSI', { kinds: VESSELS }), text('beidouCode', '北斗终端号', 'BeiDou number', { kinds: VESSELS }),
    text('captain', '船长', 'Captain', { kinds: VESSELS }), integer('complement', '核定载员', 'Approved complement', { unit: '人', min: 1, max: 5000, kinds: [...VESSELS, '渡口'] }),
    oneOf('waters', '核定航区', 'Approved waters', { inland: ['内河', 'Inland'], sheltered: ['遮蔽', 'Sheltered'], coastal: ['沿海', 'Coastal'], offshore: ['近海', 'Offshore'], ocean: ['远海', 'Ocean'] }, { kinds: VESSELS }),
    integer('windForce', '抗风等级', 'Wind force', { unit: '级', min: 1, max: 17, kinds: VESSELS }), number('enginePower', '主机功率', 'Engine power', { unit: 'kW', min: 0, kinds: VESSELS }),
    expiry('inspectionCertificateUntil', '船舶检验证书有效期', 'Inspection certificate valid until', { kinds: [...VESSELS, '渡口'] }), expiry('nationalityCertificateUntil', '国籍证书有效期', 'Certificate of registry valid until', { kinds: VESSELS }),
    expiry('fishingLicenceUntil', '捕捞许可证有效期', 'Fishing licence valid until', { kinds: ['渔船'] }), text('group', '编组', 'Group', { kinds: ['渔船'] }),
  ],
  fire: [
    number('height', '建筑高度', 'Height', { unit: 'm', min: 0, max: 1000, kinds: BUILDINGS }), integer('storeys', '层数', 'Storeys', { unit: '层', min: 1, max: 200, kinds: BUILDINGS }),
    number('area', '建筑面积', 'Floor area', { unit: '㎡', min: 0, kinds: BUILDINGS }),
    oneOf('fireResistance', '耐火等级', 'Fire resistance', { '1': ['一级', 'Grade 1'], '2': ['二级', 'Grade 2'], '3': ['三级', 'Grade 3'], '4': ['四级', 'Grade 4'] }, { kinds: BUILDINGS }),
    yesNo('keyUnit', '消防安全重点单位', 'Fire key unit'), yesNo('controlRoom', '设消防控制室', 'Has a control room'), yesNo('sprinklers', '设自动喷水灭火系统', 'Has sprinklers'),
    text('fireManager', '消防安全管理人', 'Fire safety manager'), text('maintainer', '消防维保单位', 'Maintenance company'), expiry('maintenanceUntil', '消防维保合同到期', 'Maintenance contract ends'),
    expiry('facilityTestUntil', '消防设施年度检测到期', 'Yearly test of facilities due'), integer('tenants', '居住人数', 'Residents', { unit: '人', min: 0, kinds: ['出租房'] }),
  ],
  industry: [
    text('creditCode', '统一社会信用代码', 'Credit code'), integer('employees', '从业人数', 'Employees', { unit: '人', min: 0 }),
    text('safetyLicence', '安全生产（经营）许可证号', 'Safety licence', { kinds: CHEMICAL }), expiry('safetyLicenceUntil', '安全生产（经营）许可证有效期', 'Safety licence valid until', { kinds: CHEMICAL }),
    oneOf('majorSourceClass', '重大危险源等级', 'Major hazard installation', { none: ['不构成', 'None'], ...ROMAN }, { kinds: CHEMICAL }), number('rValue', '重大危险源 R 值', 'R value', { min: 0, kinds: CHEMICAL }),
    yesNo('keyProcess', '涉重点监管危险工艺', 'Runs a process under key supervision', { kinds: CHEMICAL }), text('medium', '主要危险介质', 'Main dangerous medium'), number('quantity', '最大储量', 'Largest quantity', { unit: 't', min: 0 }),
    text('chiefKeeper', '主要负责人（包保）', 'Chief keeper', { kinds: CHEMICAL }), text('technicalKeeper', '技术负责人（包保）', 'Technical keeper', { kinds: CHEMICAL }), text('operatingKeeper', '操作负责人（包保）', 'Operating keeper', { kinds: CHEMICAL }),
    expiry('managerCertificateUntil', '主要负责人考核合格证有效期', 'Manager’s certificate valid until'), expiry('evaluationUntil', '安全评价有效期', 'Safety evaluation valid until', { kinds: CHEMICAL }),
    integer('confinedSpaces', '有限空间数量', 'Confined spaces', { unit: '处', min: 0 }), integer('dustWorkers', '涉尘作业人数', 'Workers in dust', { unit: '人', min: 0, kinds: ['粉尘涉爆企业'] }),
  ],
  construction: [
    text('permit', '施工许可证号', 'Construction permit', { kinds: SITES }), text('builder', '建设单位', 'Client', { kinds: SITES }), text('contractor', '施工单位', 'Contractor', { kinds: SITES }), text('supervisor', '监理单位', 'Supervisor', { kinds: SITES }),
    text('surveyor', '勘察单位', 'Surveyor', { kinds: SITES }), text('designer', '设计单位', 'Designer', { kinds: SITES }), expiry('safetyLicenceUntil', '安全生产许可证有效期', 'Safety licence valid until', { kinds: SITES }),
    oneOf('stage', '施工阶段', 'Stage', { foundation: ['基础', 'Foundation'], structure: ['主体', 'Structure'], fitting: ['装饰装修', 'Fitting out'], finished: ['完工', 'Finished'] }, { kinds: SITES }),
    yesNo('dangerousWorks', '涉危大工程', 'Has dangerous works', { kinds: SITES }), yesNo('planReviewed', '专项方案已论证', 'Plan was reviewed by experts', { kinds: SITES }), number('pitDepth', '基坑深度', 'Pit depth', { unit: 'm', min: 0, max: 100, kinds: SITES }),
    text('filingCode', '起重机械备案号', 'Filing number', { kinds: CRANES }), number('ratedMoment', '额定起重力矩', 'Rated moment', { unit: 't·m', min: 0, kinds: ['塔机'] }),
    expiry('machineTestUntil', '起重机械检测有效期', 'Machine test valid until', { kinds: CRANES }), expiry('arresterUntil', '防坠安全器检验有效期', 'Fall arrester valid until', { kinds: ['施工升降机'] }),
  ],
  tourism: [
    oneOf('grade', '景区等级', 'Grade', { '5A': ['5A 级', '5A'], '4A': ['4A 级', '4A'], '3A': ['3A 级', '3A'], none: ['未评级', 'Not graded'] }),
    integer('dailyCapacity', '核定日承载量', 'Daily capacity', { unit: '人次', min: 1 }), text('operator', '经营单位', 'Operator'),
    oneOf('competent', '主管部门', 'Competent department', { culture: ['文广旅体', 'Culture and tourism'], housing: ['住建', 'Housing'], market: ['市场监管', 'Market supervision'], sports: ['体育', 'Sports'] }),
    yesNo('highRisk', '高风险项目', 'High-risk item'), expiry('highRiskLicenceUntil', '高危险性项目许可有效期', 'High-risk licence valid until'), expiry('facilityTestUntil', '设施安全检测有效期', 'Facility test valid until', { kinds: ['玻璃栈道', '游船码头'] }),
    expiry('houseAppraisalUntil', '房屋安全鉴定有效期', 'House appraisal valid until', { kinds: ['民宿'] }), integer('rooms', '客房数', 'Rooms', { unit: '间', min: 1, max: 1000, kinds: ['民宿'] }), integer('boats', '游船数', 'Boats', { unit: '艘', min: 0, kinds: ['游船码头'] }),
  ],
  equipment: [
    text('registrationCode', '设备注册代码', 'Registration code'), text('useRegistration', '使用登记证编号', 'Certificate of use'), text('maker', '制造单位', 'Maker'), text('maintainer', '维保单位', 'Maintenance company', { kinds: ['电梯'] }),
    integer('madeYear', '制造年份', 'Year made', { min: 1950, max: 2100 }), integer('floors', '层站数', 'Floors served', { unit: '层', min: 2, max: 200, kinds: ['电梯'] }), number('ratedLoad', '额定载重', 'Rated load', { unit: 'kg', min: 0, kinds: ['电梯', '场内机动车'] }),
    number('designPressure', '设计压力', 'Design pressure', { unit: 'MPa', min: 0, kinds: PRESSURE }), text('medium', '介质', 'Medium', { kinds: PRESSURE }),
    expiry('safetyValveUntil', '安全阀校验到期', 'Safety valve calibration due', { kinds: PRESSURE }), expiry('operatorCertificateUntil', '作业人员证有效期', 'Operator’s certificate valid until'),
    expiry('maintenanceUntil', '维保合同到期', 'Maintenance contract ends', { kinds: ['电梯'] }), expiry('fillingLicenceUntil', '充装许可证有效期', 'Filling licence valid until', { kinds: ['气瓶站'] }),
  ],
  city: [
    text('owner', '权属单位', 'Owner'), text('keeper', '养护单位', 'Keeper'), integer('builtYear', '建成年份', 'Year built', { min: 1000, max: 2100 }),
    oneOf('pipeMaterial', '管材', 'Pipe material', { pe: ['PE', 'PE'], steel: ['钢管', 'Steel'], iron: ['铸铁', 'Cast iron'], concrete: ['混凝土', 'Concrete'], other: ['其他', 'Other'] }, { kinds: ['燃气调压站', '供水泵站', '窨井'] }),
    oneOf('pressureGrade', '压力级制', 'Pressure grade', { low: ['低压', 'Low'], medium: ['中压', 'Medium'], subHigh: ['次高压', 'Sub-high'], high: ['高压', 'High'] }, { kinds: ['燃气调压站'] }),
    expiry('gasLicenceUntil', '燃气经营许可证有效期', 'Gas licence valid until', { kinds: ['燃气调压站'] }),
    oneOf('bridgeGrade', '桥梁技术状况', 'Condition of the bridge', { A: ['A 级', 'A'], B: ['B 级', 'B'], C: ['C 级', 'C'], D: ['D 级', 'D'], E: ['E 级', 'E'] }, { kinds: ['桥梁'] }), number('loadLimit', '限载', 'Load limit', { unit: 't', min: 0, kinds: ['桥梁'] }),
    expiry('structureTestUntil', '结构定期检测到期', 'Structural test due', { kinds: ['桥梁'] }), oneOf('houseGrade', '房屋危险性等级', 'Danger grade of the house', { A: ['A 级', 'A'], B: ['B 级', 'B'], C: ['C 级', 'C'], D: ['D 级', 'D'] }, { kinds: ['老旧房屋'] }),
    expiry('appraisalUntil', '房屋安全鉴定有效期', 'Appraisal valid until', { kinds: ['老旧房屋'] }), number('pondingLimit', '警戒水深', 'Warning depth', { unit: 'cm', min: 0, max: 500, kinds: ['积水点'] }),
  ],
};

/** 规上 (above the statistics bureau's designated size) or 规下. */
export const OBJECT_SCALES = ['above', 'below'] as const;
export type ObjectScale = (typeof OBJECT_SCALES)[number];
export const OBJECT_SCALE_NAMES: Record<ObjectScale, { zh: string; en: string }> = { above: { zh: '规上', en: 'Above designated size' }, below: { zh: '规下', en: 'Below designated size' } };
