/** One year of the State Council's holiday notice: MM-DD or MM-DD/MM-DD ranges off, and weekend days worked instead. */
export interface HolidayNotice {
  readonly year: number;
  readonly off: readonly string[];
  readonly makeUp: readonly string[];
}

/**
 * Holidays and make-up workdays 调休 as published for each year.
 * Facts as collected by the npm package chinese-days (MIT).
 */
export const chinaHolidayNotices: readonly HolidayNotice[] = [
  {
    year: 2022,
    off: [
      '01-01/01-03',
      '01-31/02-06',
      '04-03/04-05',
      '04-30/05-04',
      '06-03/06-05',
      '09-10/09-12',
      '10-01/10-07',
      '12-31',
    ],
    makeUp: ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09'],
  },
  {
    year: 2023,
    off: ['01-01/01-02', '01-21/01-27', '04-05', '04-29/05-03', '06-22/06-24', '09-29/10-06'],
    makeUp: ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08'],
  },
  {
    year: 2024,
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    makeUp: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  {
    year: 2025,
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    makeUp: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  {
    year: 2026,
    off: [
      '01-01/01-03',
      '02-15/02-23',
      '04-04/04-06',
      '05-01/05-05',
      '06-19/06-21',
      '09-25/09-27',
      '10-01/10-07',
    ],
    makeUp: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
];
