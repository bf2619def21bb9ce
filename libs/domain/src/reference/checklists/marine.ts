import { checklistOf, type Checklist } from './checklist.js';

export const MARINE_CHECKLISTS: readonly Checklist[] = [
  checklistOf({ id: 'marine-vessel', version: 1, sector: 'marine', zh: '渔船休闲船检查表', en: 'Fishing and leisure vessel', kinds: ['渔船', '休闲船'], from: '2022-01-01' }, [
    ['MV-01', '检验证书、国籍证书、捕捞许可在有效期内', 'Certificates and licences are valid', '农渔发〔2022〕11号（六）'],
    ['MV-02', '职务船员符合最低配员', 'Officers meet the minimum manning', '农渔发〔2022〕11号（三）'],
    ['MV-03', '北斗、AIS 终端开机在线，无拆卸屏蔽', 'BeiDou and AIS are on and not tampered with', '农渔发〔2022〕11号（四）'],
    ['MV-04', '救生衣、救生筏数量足够且有效', 'Life jackets and rafts suffice and are valid', '农渔发〔2022〕11号（二）'],
    ['MV-05', '消防器材有效，机舱无油污', 'Fire gear is valid, the engine room free of oil', '农渔发〔2022〕11号（二）'],
    ['MV-06', '号灯、号型、声响信号正常', 'Lights, shapes and sound signals work', '农渔发〔2022〕11号（二）'],
    ['MV-07', '在船人员不超核定载员，未擅自载客', 'No more on board than approved, no passengers', '农渔发〔2022〕11号（七）'],
    ['MV-08', '未超核定航区、抗风等级', 'Within approved waters and wind force', '农渔发〔2022〕11号（五）'],
    ['MV-09', '未擅自改造船体、主机、作业类型', 'Hull, engine and trade are unaltered', '农渔发〔2022〕11号（一）'],
    ['MV-10', '编组出海并报备', 'Sails in a group and reported', '[P]'],
    ['MV-11', '防台停泊、撤离预案明确', 'The typhoon plan is clear', '农渔发〔2022〕11号（八）'],
  ]),
  checklistOf({ id: 'marine-ferry', version: 1, sector: 'marine', zh: '渡口停泊点检查表', en: 'Ferry and mooring', kinds: ['渡口', '停泊点'], from: '2022-01-01' }, [
    ['MF-01', '渡口设置审批手续齐全', 'The ferry was approved', '内河交通安全管理条例第35条'],
    ['MF-02', '渡船检验、登记证书有效', 'The boat’s certificates are valid', '内河交通安全管理条例第6条'],
    ['MF-03', '渡工持证上岗', 'The ferryman is certified', '内河交通安全管理条例第9条'],
    ['MF-04', '载客定额、渡口守则明示', 'Capacity and rules are shown', '内河交通安全管理条例第38条'],
    ['MF-05', '救生衣配备并督促穿戴', 'Life jackets are there and worn', '[P]'],
    ['MF-06', '水位、能见度、风力停渡标准明示', 'Limits of water, sight and wind are shown', '[P]'],
    ['MF-07', '码头护栏、系缆设施完好', 'Railings and bollards are sound', '[P]'],
    ['MF-08', '视频监控、扩音设备正常', 'Cameras and loudspeakers work', '[P]'],
  ]),
];
