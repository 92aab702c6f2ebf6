/** Sender of all tax layouts. */
export const taxOffice = {
  code: 'O26',
  name: { zh: '惠来县税务局', en: 'Huilai County Tax Bureau' },
};
