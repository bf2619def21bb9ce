/** Words of the sign-in page. */
export const messages = {
  zh: {
    login: {
      product: '安全生产“一张屏”', title: '登录', lost: '会话已结束，请重新登录', username: '用户名', password: '密码', show: '显示', hide: '隐藏', submit: '登录', working: '正在登录…', needUsername: '请输入用户名', needPassword: '请输入密码',
      lockedLeft: '{left} 后可再试', caps: '大写锁定已开启', language: 'English', languageLabel: '切换到英文', note: '连续 5 次密码错误，账号锁定 30 分钟\n登录均记入审计',
    },
  },
  en: {
    login: {
      product: 'Work Safety One Screen', title: 'Sign in', lost: 'The session has ended; sign in again', username: 'Account', password: 'Password', show: 'Show', hide: 'Hide', submit: 'Sign in', working: 'Signing in…', needUsername: 'Enter the account', needPassword: 'Enter the password',
      lockedLeft: 'Try again in {left}', caps: 'Caps Lock is on', language: '中文', languageLabel: 'Switch to Chinese', note: 'Five wrong passwords lock an account for 30 minutes\nEvery sign-in is audited',
    },
  },
};
