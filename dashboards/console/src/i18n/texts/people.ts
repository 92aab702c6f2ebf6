/** Texts of the pages of `people`. */
export const zh = {
  signIn: {
    title: '登录',
    username: '用户名',
    password: '密码',
    usernameNeeded: '请输入用户名',
    passwordNeeded: '请输入密码',
    submit: '登录',
    expired: '登录已过期，请重新登录。登录后回到原来的位置。',
    internal: '内部工作系统。预警等级为内部工作分级，不对外发布。',
  },
};

export const en: typeof zh = {
  signIn: {
    title: 'Sign in',
    username: 'User name',
    password: 'Password',
    usernameNeeded: 'Enter the user name',
    passwordNeeded: 'Enter the password',
    submit: 'Sign in',
    expired: 'Your session has ended. Sign in again to go on where you were.',
    internal: 'Internal work system. Tiers are internal work grades and are not published.',
  },
};
