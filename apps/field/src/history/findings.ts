import type { Sector } from '@one-screen/domain';

/** What is commonly found: category (domain reference/hazard-categories.ts), place, words, how common it is. Made up, after the usual kinds. */
export interface Finding {
  category: string;
  place: string;
  text: string;
  measures: string;
  weight: number;
}

/** Where some findings belong: what the kind of object must say. Others are found anywhere in the sector. */
const BELONGS: Record<string, RegExp> = {
  'gas-user': /燃气/, cover: /窨井/, drain: /积水/, house: /老旧/, lift: /电梯/, 'safety-part': /锅炉|压力|气瓶/, lodging: /民宿/, path: /城墙|紫阳街|东湖|栈道/, ferry: /渡口/, crane: /塔机|升降机/, pit: /基坑/, station: /客运站|公交/,
};

const rows = (list: readonly (readonly [category: string, place: string, text: string, measures: string, weight: number])[]): Finding[] => list.map(([category, place, text, measures, weight]) => ({ category, place, text, measures, weight }));

/** A handful for each sector, so that a Pareto has a head and a tail. */
export const FINDINGS: Record<Sector, Finding[]> = {
  road: rows([['vehicle', '停车场', '货车转向灯、反光标识破损', '更换灯具、补贴反光标识', 6], ['driver', '安全管理办公室', '驾驶员安全教育台账不全', '补学补考并存档', 5], ['tracking', '监控室', '卫星定位终端离线未及时处理', '更换终端并每日抽查在线率', 4], ['station', '进站口', '车辆例检记录缺签字', '例检人员逐项签字', 2], ['licence', '办公室', '道路运输证临近到期未换', '办理换证', 1]]),
  marine: rows([['life-saving', '驾驶舱', '救生衣数量不足、救生圈老化', '按核定载员补齐', 5], ['tracking', '船上', '北斗终端供电线路接触不良', '检修线路并保持常开', 4], ['fire', '机舱', '灭火器失压', '更换灭火器', 4], ['crew', '船上', '职务船员证书过期', '安排换证，期间不得出海', 2], ['ferry', '渡口', '渡口警示标志缺失', '补设标志', 1]]),
  fire: rows([['escape', '楼梯间', '疏散通道堆放杂物', '清理通道，张贴禁止堆放标识', 8], ['electric', '一层', '电动自行车室内充电、私拉电线', '移出室外集中充电，拆除飞线', 7], ['facility', '各层', '灭火器失压、消火栓箱缺水带', '更换灭火器、配齐水带', 6], ['mixed-use', '阁楼', '生产场所违规住人', '人员立即搬离，封闭阁楼', 3], ['alarm', '控制室', '控制室单人值班', '补足持证值班人员', 2], ['compartment', '厨房', '木结构隔墙防火封堵不严', '用不燃材料封堵', 2]]),
  industry: rows([['machine', '生产车间', '冲床、砂轮机防护罩缺失', '安装防护罩后方可使用', 6], ['electric', '配电间', '配电箱未接地、未上锁', '接地并上锁', 5], ['chemical', '原料仓库', '危化品混存、无安全标签', '分区存放、补贴标签', 4], ['dust', '打磨区', '除尘管道积尘未及时清理', '停机清灰，建立清扫台账', 3], ['confined', '污水池', '有限空间无警示标识、未先检测', '设置标识，严格先通风后检测', 2], ['special-work', '检修现场', '动火作业票审批不全', '补办审批、落实监火人', 2]]),
  construction: rows([['edge', '三层楼面', '临边洞口防护不到位', '安装定型化防护', 7], ['electric', '配电箱处', '一闸多机、电缆拖地', '一机一闸一漏、架空敷设', 5], ['crane', '塔机', '钢丝绳断丝超标未更换', '停用并更换钢丝绳', 3], ['scaffold', '外架', '连墙件被擅自拆除', '恢复连墙件', 3], ['person', '作业面', '高处作业未系安全带', '教育并现场整改', 3], ['pit', '基坑边', '基坑周边超载堆土', '卸载、恢复坡顶排水', 1]]),
  tourism: rows([['path', '游步道', '护栏松动、台阶破损', '加固护栏、修补台阶', 5], ['lodging', '客房', '民宿灭火器失压、逃生绳缺失', '更换灭火器、配置逃生绳', 4], ['crowd', '主入口', '客流超载应急预案未演练', '组织演练并记录', 3], ['sign', '临水处', '防溺水警示标志缺失', '补设警示标志', 2], ['training', '办公室', '讲解、安保人员培训记录缺', '补训并存档', 1]]),
  equipment: rows([['lift', '机房', '电梯维保记录缺签字、层门间隙超标', '维保单位调整并补签', 6], ['vehicle', '车间', '叉车司机未持证上岗', '停止作业，持证上岗', 4], ['safety-part', '锅炉房', '安全阀、压力表超期未校验', '送检校验', 3], ['inspection', '办公室', '使用登记证未张贴', '按规定张贴', 2], ['system', '办公室', '特种设备安全员未任命', '发文任命', 1]]),
  city: rows([['gas-user', '厨房', '燃气软管老化、未装报警器', '更换金属软管、加装报警器', 6], ['cover', '道路', '窨井盖松动、缺防坠网', '更换井盖、加装防坠网', 4], ['outdoor', '沿街', '外墙附着物松动', '拆除或加固', 3], ['drain', '下穿通道', '积水监测探头被淤泥覆盖', '清淤并校验', 2], ['house', '院落', '老旧房屋裂缝未设监测点', '设监测点、疏散警示', 1]]),
};

/** What can be found at an object of this kind. */
export const findingsAt = (sector: Sector, kind: string): Finding[] => {
  const fitting = FINDINGS[sector].filter(({ category }) => BELONGS[category]?.test(kind) ?? true);
  return fitting.length ? fitting : FINDINGS[sector];
};
