import { checklistOf, type Checklist } from './checklist.js';

export const FIRE_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'fire-unit', version: 1, sector: 'fire', zh: '消防重点单位检查表', en: 'Fire key unit', kinds: ['高层建筑', '商场', '养老机构', '学校', '小微企业园'], from: '2022-01-01' }, [
    ['FU-01', '疏散通道、安全出口畅通，未锁闭', 'Escape routes and exits are free and unlocked', '消防法第28条'],
    ['FU-02', '疏散指示、应急照明完好', 'Exit signs and emergency lights work', 'GB 51309'],
    ['FU-03', '自动报警系统正常，无长期屏蔽', 'The alarm system works, nothing masked for long', 'GB 25201'],
    ['FU-04', '控制室双人持证值班', 'Two certified operators man the control room', 'GB 25506'],
    ['FU-05', '室内消火栓有水有压，配件齐全', 'Hydrants have water, pressure and parts', 'GB 50974'],
    ['FU-06', '自动喷水末端试水正常', 'The sprinkler’s end test is normal', 'GB 50261'],
    ['FU-07', '灭火器配置合理、在有效期', 'Extinguishers suffice and are valid', 'GB 50444'],
    ['FU-08', '防火门、防火卷帘启闭正常', 'Fire doors and shutters work', 'GB 50877'],
    ['FU-09', '消防车通道、登高场地未占用', 'Fire lanes and ladder places are free', '消防法第28条'],
    ['FU-10', '未违规动火、用电，无电动车室内充电', 'No unsafe fire or power, no e-bikes charging indoors', '消防法第21条'],
    ['FU-11', '每日防火巡查、每月检查记录', 'Daily patrols and monthly checks are on record', '公安部令第61号第25、26条'],
    ['FU-12', '半年一次演练、培训到位', 'Drills every half year and training', '公安部令第61号第36、40条'],
  ]),
  checklistOf({ id: 'fire-dwelling', version: 1, sector: 'fire', zh: '出租房沿街店铺木结构片区检查表', en: 'Rented rooms, shops and timber quarters', kinds: ['出租房', '沿街店铺', '古城木结构民居片区'], from: '2022-01-01' }, [
    ['FD-01', '未设置“三合一”，住人与经营有效分隔', 'No mixed use without separation', 'GB 35181-2017 第7章'],
    ['FD-02', '有两个逃生出口或逃生窗', 'Two ways out or an escape window', '[P]'],
    ['FD-03', '外窗无固定防盗网或设可开启窗口', 'Window bars can be opened', '消防法第28条'],
    ['FD-04', '独立烟感、简易喷淋完好', 'Smoke detectors and simple sprinklers work', '[P]'],
    ['FD-05', '灭火器、消防水缸等器材到位', 'Extinguishers and water tanks are there', 'GB 50140'],
    ['FD-06', '电线穿管，无私拉乱接', 'Wires are in conduits', 'JGJ 16'],
    ['FD-07', '电动自行车集中停放充电', 'E-bikes are parked and charged together', '浙江省电动自行车管理条例'],
    ['FD-08', '用气软管、瓶装气存放合规', 'Gas hoses and bottles are in order', '城镇燃气管理条例第28条'],
    ['FD-09', '消防通道畅通，片区水源可用', 'Lanes are free, water is at hand', '消防法第28条'],
  ]),
];
