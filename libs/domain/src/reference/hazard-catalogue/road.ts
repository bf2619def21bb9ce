import type { CatalogueEntry } from '../../ledger/hazard-catalogue.js';
import { entriesOf, OWN_GENERAL } from './document.js';

/** 道路运输企业和城市客运企业安全生产重大事故隐患判定标准（试行）; article 3 and 4 (1) compared with the text, the rest from memory. */
const TRANSPORT = { number: '交办运〔2023〕52号', from: '2023-10-01' };
/** Articles and day of coming into force from memory: to be compared with the text before it is relied on. */
const TRAFFIC = { number: '公交管〔2023〕209号', from: '2023-09-01' };

export const ROAD_CATALOGUE: readonly CatalogueEntry[] = [
  ...entriesOf('road', 'major', TRANSPORT, [
    ['ROAD-01', '第三条（一）', '无经营许可或未备案经营，或超出许可事项、有效期经营'],
    ['ROAD-02', '第三条（二）', '使用报废、擅自改装、拼装或检验不合格（含过期）的车辆、设施设备经营'],
    ['ROAD-03', '第三条（三）', '驾驶员和车辆长期超速、超员、超载、疲劳驾驶，未及时提醒纠正或一个月内未严肃处理'],
    ['ROAD-04', '第三条（四）', '台风橙色及以上等不具备通行条件时，不执行停运指令仍安排运输'],
    ['ROAD-05', '第四条（一）', '800公里以上客运班线未做安全风险评估，或凌晨2时至5时未停车休息、未接驳运输'],
    ['ROAD-06', '第四条', '客运车辆未按规定安装、使用动态监控，或监控平台无人值守处置报警'],
    ['ROAD-07', '危险货物运输专条', '超许可范围承运危险货物，或违规混装、伪报品名'],
    ['ROAD-08', '危险货物运输专条', '危险货物罐车罐体检验不合格或无检验合格证明仍充装运输'],
    ['ROAD-09', '危险货物运输专条', '危险货物驾驶员、押运员无从业资格上岗'],
    ['ROAD-10', '客运站专条', '客运站未落实实名、危险品查堵，放行安检不合格车辆'],
    ['ROAD-11', '城市公共汽电车专条', '公交车辆应急锤、灭火器、车门应急开关等安全设施缺失失效仍运营'],
  ]),
  ...entriesOf('road', 'major', TRAFFIC, [
    ['ROAD-21', '道路类', '临水临崖、急弯陡坡等事故多发路段防护、标志缺失，经通报仍未治理'],
    ['ROAD-22', '道路类', '长下坡、平交路口等点段一年内发生多起亡人事故而未整改'],
    ['ROAD-23', '企业类', '重点运输企业车辆逾期未检验、逾期未报废仍上路'],
    ['ROAD-24', '企业类', '驾驶人被注销、降级或满分未处理仍安排驾驶营运车辆'],
  ]),
  ...entriesOf('road', 'general', OWN_GENERAL, [
    ['ROAD-G01', '车辆', '灯光、轮胎、反光标识等车况缺陷'],
    ['ROAD-G02', '人员', '安全教育培训、出车前告知记录不全'],
    ['ROAD-G03', '监控', '动态监控报警处理记录不及时'],
    ['ROAD-G04', '道路', '标志标线不清、护栏局部损坏、视距遮挡'],
  ]),
];
