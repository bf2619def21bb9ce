import { checklistOf, type Checklist } from './checklist.js';

export const CITY_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'city-gas', version: 1, sector: 'city', zh: '燃气设施检查表', en: 'Gas facility', kinds: ['燃气调压站'], from: '2022-01-01' }, [
    ['CG-01', '经营许可、人员持证', 'Licence and certified staff', '建城规〔2023〕4号第四条'],
    ['CG-02', '调压、切断、放散装置有效', 'Regulation, shut-off and relief work', '建城规〔2023〕4号第五条'],
    ['CG-03', '泄漏报警在线且校验', 'Leak detection is on and calibrated', '建城规〔2023〕4号第五条'],
    ['CG-04', '防雷防静电、防爆电气', 'Earthing and explosion-proof gear', 'GB 55009'],
    ['CG-05', '管道无占压、标志桩完好', 'Pipes are not built over, markers stand', '建城规〔2023〕4号第六条'],
    ['CG-06', '巡线、检漏记录', 'Line walks and leak tests are on record', 'CJJ 51'],
    ['CG-07', '用户入户安检与隐患告知', 'Users are checked and told', '建城规〔2023〕4号第四条（五）'],
    ['CG-08', '抢修队伍、物资、演练', 'Repair crew, stock and drills', '城镇燃气管理条例第39条'],
  ]),
  checklistOf({ id: 'city-facility', version: 1, sector: 'city', zh: '市政设施与老旧房屋检查表', en: 'Municipal facilities and old houses', kinds: ['桥梁', '积水点', '窨井', '供水泵站', '老旧房屋'], from: '2022-01-01' }, [
    ['CF-01', '桥梁结构无明显裂缝、变形', 'The bridge shows no cracks or deformation', 'CJJ 99'],
    ['CF-02', '限载、限高标志与护栏完好', 'Load and height signs and rails are sound', 'CJJ 99'],
    ['CF-03', '监测设备在线、数据正常', 'Monitors are online and plausible', '安委办函〔2021〕45号'],
    ['CF-04', '井盖完好、防坠网齐全', 'Covers are sound, nets in place', 'CJJ 68'],
    ['CF-05', '雨水口、管网无堵塞', 'Gullies and pipes are clear', 'CJJ 68'],
    ['CF-06', '积水点警示、强排设备可用', 'Warnings and pumps at ponding points work', '[P]'],
    ['CF-07', '泵站电气、备用电源正常', 'Pumps and stand-by power work', 'CJJ 58'],
    ['CF-08', '水质、加氯间安全防护', 'Water quality and chlorine room', 'CJJ 58'],
    ['CF-09', '有限空间作业审批监护', 'Confined work is permitted and watched', '[P]'],
    ['CF-10', '老旧房屋鉴定等级与处置', 'Old houses are judged and dealt with', 'JGJ 125'],
    ['CF-11', '外墙、广告、空调外机无坠落风险', 'Nothing can fall from the wall', '[P]'],
  ]),
];
