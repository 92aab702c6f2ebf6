/**
 * What people read out of public messages, by the message's number: workers concerned, yuan owed or claimed in all,
 * months of pay owed. Null is what the message does not say; a number "and more" (三万多, 十余人, 一年多) is its lower
 * bound. A value that two readers would not agree on is left out.
 */
export interface ReadByHand {
  readonly id: string;
  readonly headcount?: number | null;
  readonly yuan?: number | null;
  readonly months?: number | null;
}

const said = (
  id: string,
  headcount: number | null | undefined,
  yuan: number | null | undefined,
  months: number | null | undefined,
): ReadByHand => ({
  id,
  ...(headcount === undefined ? {} : { headcount }),
  ...(yuan === undefined ? {} : { yuan }),
  ...(months === undefined ? {} : { months }),
});
const nothing = (id: string) => said(id, null, null, null);

export const readByHand: readonly ReadByHand[] = [
  ...['59405', '84592', '74659', '239811', '197153', '201463', '249300', '234128', '221684'].map(nothing),
  ...['32897', '116229', '46027', '110396', '41515', '284924', '243364', '75701'].map(nothing),
  ...['119986', '15300', '170992', '3346', '86259', '11089', '14137', '29257', '53257', '56262'].map(nothing),
  ...['146550', '12451', '190388', '206123', '191843', '133192', '47439'].map(nothing),
  said('242809', null, 60_000, null),
  said('220052', null, 60_000, null),
  said('200119', 10, null, null),
  said('216393', 10, 30_000, 4),
  said('223409', null, null, 6),
  said('230813', null, null, 6),
  said('277392', 1, 22_920, null),
  said('276572', null, null, 1),
  said('194331', null, 110_700, null),
  said('211328', null, null, 2),
  said('238108', null, null, null),
  said('211189', null, 176_000, undefined),
  said('258002', 33, 2_000_000, null),
  said('288123', null, null, 5),
  said('278409', 60, null, undefined),
  said('188560', null, null, 2),
  said('258120', null, null, 12),
  said('213306', null, 14_630, 2),
  said('213186', 18, null, undefined),
  said('232546', null, null, 18),
  said('200634', 10, 12_000, null),
  said('230118', 20, null, 4),
  said('213303', 8, 10_000, 24),
  said('204550', null, undefined, 36),
  said('118365', null, 8_400, null),
  said('76358', null, undefined, null),
  said('87831', null, 20_000, null),
  said('32791', 10, null, 12),
  said('183148', null, null, undefined),
  said('223462', 10, 457_750, 5.5),
  said('175437', 91, 140_000, 2),
  said('47762', null, null, 4),
  said('231806', null, 11_900, null),
  said('252677', null, 360_000, null),
  said('233066', null, 13_595, null),
  said('85682', null, null, null),
];
