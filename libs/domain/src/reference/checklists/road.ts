import { checklistOf, type Checklist } from './checklist.js';

export const ROAD_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'road-company', version: 1, sector: 'road', zh: '道路运输企业检查表', en: 'Transport company', kinds: ['危货运输企业', '旅游客运企业', '重型货车企业', '公交场站', '客运站'], from: '2022-01-01' }, [
    ['RC-01', '经营许可、车辆道路运输证在有效期内', 'Operating licence and vehicle permits are valid', '道路运输条例第10、24条'],
    ['RC-02', '车辆按期检验、维护，无报废改装车辆', 'Vehicles are inspected and maintained; none scrapped or altered', '交办运〔2023〕52号第三条'],
    ['RC-03', '驾驶员、押运员从业资格有效', 'Drivers and escorts hold valid qualifications', '道路运输从业人员管理规定'],
    ['RC-04', '动态监控平台专人值守，报警及时处置', 'Tracking is watched and alarms are handled', '道路运输车辆动态监督管理办法第21、26条'],
    ['RC-05', '连续驾驶、凌晨停车休息制度落实', 'Driving time and night rest are kept', '道路运输车辆动态监督管理办法第25条'],
    ['RC-06', '安全例会、教育培训记录完整', 'Safety meetings and training are on record', '安全生产法第28条'],
    ['RC-07', '隐患排查治理台账闭环', 'The hazard ledger is closed item by item', '安全生产法第41条'],
    ['RC-08', '车载灭火器、安全锤、三角牌齐全有效', 'Extinguishers, hammers and triangles are in order', 'GB 7258 第12章'],
    ['RC-09', '恶劣天气停运指令执行到位', 'Orders to stop in bad weather are obeyed', '交办运〔2023〕52号第三条（四）'],
    ['RC-10', '应急预案备案并定期演练', 'The emergency plan is filed and drilled', '生产安全事故应急条例第5、8条'],
  ]),
  checklistOf({ id: 'road-section', version: 1, sector: 'road', zh: '隐患路段路口检查表', en: 'Hazardous road section', kinds: ['隐患路口', '隐患路段'], from: '2022-01-01' }, [
    ['RS-01', '警告、限速标志齐全清晰', 'Warning and speed signs are complete and clear', 'GB 5768.2'],
    ['RS-02', '标线清晰，人行横道完好', 'Markings and crossings are clear', 'GB 5768.3'],
    ['RS-03', '临水临崖、急弯处护栏完好', 'Guard rails stand at water, drops and bends', 'JTG D81'],
    ['RS-04', '平交路口视距无遮挡', 'Sight at the junction is clear', 'JTG B01'],
    ['RS-05', '信号灯、警示灯工作正常', 'Signals and warning lamps work', 'GB 14886'],
    ['RS-06', '减速设施完好', 'Speed humps are sound', '[P]'],
    ['RS-07', '路面无坑槽、积水、散落物', 'The surface has no holes, water or debris', 'JTG 5110'],
    ['RS-08', '夜间照明满足通行', 'Lighting suffices at night', 'CJJ 45'],
  ]),
];
