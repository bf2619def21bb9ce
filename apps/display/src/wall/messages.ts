/** Words of the wall page. */
export const messages = {
  zh: {
    wall: {
      lights: { title: '链路', push: '推送', database: '数据库', none: '未接入', of: '{up}/{total} 路正常', since: '自 {time}', live: '正常', silent: '中断', connecting: '连接中', down: '中断' },
      signOut: '退出登录',
      noWarning: '当前无气象预警', warnings: '气象预警', moreWarnings: '另有 {n} 条预警', expires: '至 {time}',
      load: '人均负荷', loadUnit: '条/10分', flood: '洪峰',
      sound: { enable: '启用声音', on: '声音已开', none: '此屏无声音', hint: '浏览器在点击之前不放声音。无人值守的屏请以 --autoplay-policy=no-user-gesture-required 启动浏览器。', test: '点击试音' },
      lost: { silent: '与服务器失去联系，以下为 {time} 时的数据', never: '尚未联系上服务器，正在重试', database: '数据库中断（自 {time}），以下为中断前的数据', session: '此屏的登录已失效，正在重试；若令牌已吊销，请在管理页重新签发' },
      takeover: { title: '红色告警', drill: '演练', object: '对象', place: '位置', lastSeen: '最后位置', at: '{time} 报', responsible: '责任人', elapsed: '已过', left: '签收剩余', late: '签收超时', others: '另有 {n} 条红色告警待签收', unknown: '不详', waiting: '待签收' },
      trace: { records: '明细 {n} 条', none: '没有符合口径的告警', failed: '明细未能取到：{why}', loading: '正在取明细…', shownOf: '显示前 {n} 条，共 {all} 条', time: '收到', level: '级别', state: '状态', what: '告警', where: '对象 / 网格', retry: '重试' },
    },
  },
  en: {
    wall: {
      lights: { title: 'Links', push: 'Push', database: 'Database', none: 'no source', of: '{up}/{total} up', since: 'since {time}', live: 'up', silent: 'down', connecting: 'connecting', down: 'down' },
      signOut: 'Sign out',
      noWarning: 'No weather warning', warnings: 'Weather warning', moreWarnings: '{n} more', expires: 'until {time}',
      load: 'Load', loadUnit: '/10 min', flood: 'Flood',
      sound: { enable: 'Enable sound', on: 'Sound on', none: 'No sound here', hint: 'Browsers play no sound before a click. Start an unattended screen with --autoplay-policy=no-user-gesture-required.', test: 'Click to test' },
      lost: { silent: 'No contact with the server; showing data of {time}', never: 'The server has not answered yet, retrying', database: 'Database down (since {time}); showing data from before', session: 'This screen is signed out, retrying; if its token was revoked, issue a new one' },
      takeover: { title: 'Red alarm', drill: 'Drill', object: 'Object', place: 'Place', lastSeen: 'Last seen', at: 'at {time}', responsible: 'Responsible', elapsed: 'Elapsed', left: 'Time to sign', late: 'Signing overdue', others: '{n} more unsigned reds', unknown: 'unknown', waiting: 'Unsigned' },
      trace: { records: '{n} records', none: 'No alarm matches', failed: 'Could not fetch the records: {why}', loading: 'Fetching…', shownOf: 'first {n} of {all}', time: 'Received', level: 'Level', state: 'State', what: 'Alarm', where: 'Object / grid', retry: 'Retry' },
    },
  },
};
