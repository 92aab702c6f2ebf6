export { dingtalkKind, feishuKind, robot, wecomKind } from './robots.js';
