export { arrearsMonths } from './arrears-months.js';
export * from './days.js';
export * from './workdays.js';
export * from './cycles.js';
export * from './seasons.js';
export { chinaHolidayNotices } from './china-holidays.js';
export type { HolidayNotice } from './china-holidays.js';
export * from './time-nodes.js';
export * from './holiday-notice.js';
