import { checklistOf, type Checklist } from './checklist.js';

export const TOURISM_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'tourism-site', version: 1, sector: 'tourism', zh: '景区检查表', en: 'Scenic area', kinds: ['府城城墙', '紫阳街', '东湖', '玻璃栈道', '游船码头'], from: '2022-01-01' }, [
    ['TS-01', '瞬时、日最大承载量核定并公布', 'Instant and daily capacity are set and shown', '旅游法第45条；LB/T 034'],
    ['TS-02', '客流监测、分流、限流方案', 'Crowds are counted, with plans to divert and limit', 'LB/T 034'],
    ['TS-03', '步道、护栏、台阶完好', 'Paths, railings and steps are sound', '旅游安全管理办法第6条'],
    ['TS-04', '高风险项目许可、检测合格', 'High-risk items are licensed and tested', '旅游法第47条'],
    ['TS-05', '玻璃栈道限载、鞋套、巡检', 'Glass walks: load, shoe covers, checks', '[P]'],
    ['TS-06', '游船救生衣、灭火器、载员', 'Boats: life jackets, extinguishers, load', '内河交通安全管理条例'],
    ['TS-07', '消防设施、用火用电管理', 'Fire facilities and use of fire and power', '消防法第16条'],
    ['TS-08', '警示标识、风险提示', 'Warnings are shown', '旅游安全管理办法第10条'],
    ['TS-09', '地质灾害点巡查、气象预警响应', 'Slopes are watched, weather warnings heeded', '[P]'],
    ['TS-10', '急救点、救援队伍与演练', 'First aid, rescuers and drills', '旅游安全管理办法第12条'],
  ]),
  checklistOf({ id: 'tourism-lodging', version: 1, sector: 'tourism', zh: '民宿检查表', en: 'Guest house', kinds: ['民宿'], from: '2022-01-01' }, [
    ['TL-01', '特种行业、消防、卫生手续', 'Registrations are complete', 'GB/T 41648-2022'],
    ['TL-02', '房屋结构安全鉴定', 'The building was judged safe', 'JGJ 125'],
    ['TL-03', '疏散通道畅通，两个出口', 'Ways out are free, two of them', '农家乐（民宿）建筑防火导则'],
    ['TL-04', '独立烟感、应急照明、灭火器', 'Smoke detectors, lights, extinguishers', '农家乐（民宿）建筑防火导则'],
    ['TL-05', '用电线路、取暖设备安全', 'Wiring and heaters are safe', '[P]'],
    ['TL-06', '厨房燃气、排烟清洗', 'Kitchen gas and ducts', '城镇燃气管理条例第27条'],
    ['TL-07', '实名登记、视频监控', 'Guests are registered, cameras work', '浙江省旅馆业治安管理办法'],
    ['TL-08', '周边边坡、水域警示', 'Slopes and water are marked', '[P]'],
  ]),
];
