import { checklistOf, type Checklist } from './checklist.js';

export const CONSTRUCTION_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'construction-site', version: 1, sector: 'construction', zh: '建筑工地检查表', en: 'Building site', kinds: ['工地', '深基坑'], from: '2022-04-19' }, [
    ['CS-01', '施工许可、安全生产许可证有效', 'Permits are valid', '判定标准第四条'],
    ['CS-02', '项目经理、安全员到岗履职', 'Manager and safety officer are on site', '判定标准第四条'],
    ['CS-03', '危大工程方案、论证、交底', 'Plans for dangerous works are reviewed and explained', '判定标准第四条'],
    ['CS-04', '基坑支护、监测、坑边荷载', 'Pit support, monitoring and loads', '判定标准第五条'],
    ['CS-05', '模板支架搭设验收', 'Formwork is accepted', '判定标准第六条'],
    ['CS-06', '脚手架连墙件、脚手板、密目网', 'Scaffold ties, boards and nets', '判定标准第七条'],
    ['CS-07', '临边洞口、电梯井防护', 'Edges, holes and shafts are guarded', 'JGJ 80'],
    ['CS-08', '三级配电、两级保护', 'Three-stage supply, two-stage protection', 'JGJ 46'],
    ['CS-09', '特种作业人员持证', 'Special workers are certified', '判定标准第四条'],
    ['CS-10', '动火审批、消防器材', 'Hot work permits and fire gear', 'GB 50720'],
    ['CS-11', '有限空间作业审批监护', 'Confined work is permitted and watched', '判定标准第十一条'],
    ['CS-12', '班前教育、实名制', 'Morning talks and real names', '[P]'],
  ]),
  checklistOf({ id: 'construction-crane', version: 1, sector: 'construction', zh: '施工起重机械检查表', en: 'Cranes and hoists on site', kinds: ['塔机', '施工升降机'], from: '2022-04-19' }, [
    ['CC-01', '检测、验收、使用登记齐全', 'Tested, accepted and registered', '判定标准第八条（一）'],
    ['CC-02', '司机、信号工持证', 'Driver and signaller are certified', '判定标准第四条'],
    ['CC-03', '力矩、起重量限制器有效', 'Moment and load limiters work', '判定标准第八条（五）'],
    ['CC-04', '高度、幅度、回转限位有效', 'Height, radius and slewing limits work', 'GB 5144'],
    ['CC-05', '附着间距、悬高、垂直度合规', 'Ties, free height and plumb are right', '判定标准第八条（二）（三）'],
    ['CC-06', '连接螺栓、销轴无缺失松动', 'Bolts and pins are all tight', '判定标准第八条（四）'],
    ['CC-07', '防坠安全器在检验期', 'The fall arrester is in date', '判定标准第八条（六）'],
    ['CC-08', '基础无积水、沉降', 'The base is dry and firm', '判定标准第八条（七）'],
    ['CC-09', '月度维保记录', 'Monthly maintenance is on record', '建设部令第166号第20条'],
    ['CC-10', '群塔防碰撞措施', 'Cranes near each other cannot collide', 'JGJ 196'],
  ]),
];
