import { checklistOf, type Checklist } from './checklist.js';

export const INDUSTRY_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'industry-chemical', version: 1, sector: 'industry', zh: '危化企业加油站检查表', en: 'Chemical plant and filling station', kinds: ['危化企业', '加油站'], from: '2022-01-01' }, [
    ['IC-01', '许可证有效，负责人、安全员考核合格', 'Licences are valid, managers have passed', '安监总管三〔2017〕121号（一）'],
    ['IC-02', '特种作业人员持证', 'Special workers are certified', '安监总管三〔2017〕121号（二）'],
    ['IC-03', '可燃、有毒气体报警投用无屏蔽', 'Gas detectors are on, none masked', '安监总管三〔2017〕121号（十二）'],
    ['IC-04', '紧急切断、联锁投用', 'Shut-off and interlocks are on', '安监总管三〔2017〕121号（四）（五）'],
    ['IC-05', '安全阀、压力表等附件在校验期', 'Valves and gauges are calibrated', '安监总管三〔2017〕121号（十五）'],
    ['IC-06', '防爆电气、防雷防静电完好', 'Explosion-proof gear and earthing are sound', '安监总管三〔2017〕121号（十二）'],
    ['IC-07', '分区分类储存，无超量禁忌混存', 'Stored apart, within quantity', '安监总管三〔2017〕121号（二十）'],
    ['IC-08', '动火、受限空间等作业票审批', 'Special work has permits', 'GB 30871'],
    ['IC-09', '重大危险源三级包保履职', 'The three keepers of the installation do their duty', '应急厅〔2021〕12号'],
    ['IC-10', '每日安全风险研判与承诺公告', 'Daily risk judgement and pledge', '应急〔2018〕74号'],
    ['IC-11', '应急物资、防护器材完好', 'Emergency and protective gear is sound', 'GB 30077'],
    ['IC-12', '应急预案演练', 'The plan is drilled', '生产安全事故应急条例第8条'],
  ]),
  checklistOf({ id: 'industry-trade', version: 1, sector: 'industry', zh: '工贸企业检查表', en: 'Trade and industry', kinds: ['涉氨冷库', '粉尘涉爆企业', '有限空间企业', '金属加工企业'], from: '2022-01-01' }, [
    ['IT-01', '承包承租单位统一协调管理', 'Contractors and tenants are coordinated', '应急管理部令第10号第三条（一）'],
    ['IT-02', '特种作业人员持证上岗', 'Special workers are certified', '应急管理部令第10号第三条（二）'],
    ['IT-03', '除尘系统防爆措施投用', 'Dust collectors are protected', '应急管理部令第10号第十一条'],
    ['IT-04', '粉尘清扫制度落实，无积尘', 'Dust is cleared', '应急管理部令第10号第十一条'],
    ['IT-05', '涉氨场所报警、喷淋、防护齐全', 'Ammonia rooms have alarms, spray and gear', '应急管理部令第10号第十二条'],
    ['IT-06', '有限空间辨识、警示、台账', 'Confined spaces are known and marked', '应急管理部令第10号第十三条'],
    ['IT-07', '有限空间作业审批、检测、监护', 'Work in them is permitted, tested and watched', '应急管理部令第10号第十三条'],
    ['IT-08', '机械传动、冲压部位防护有效', 'Moving parts are guarded', 'GB/T 8196'],
    ['IT-09', '电气线路、接地规范', 'Wiring and earthing are right', 'GB/T 13869'],
    ['IT-10', '安全教育培训、隐患自查记录', 'Training and self-checks are on record', '安全生产法第28、41条'],
  ]),
];
