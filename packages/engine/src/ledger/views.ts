import { LedgerBodySchema } from '@miaotou/contracts';
import type { LedgerBody, LedgerEntry } from '@miaotou/contracts';
import { findRegion, industrySections } from '@miaotou/domain';
import type { Bilingual } from '@miaotou/domain';
import type { LedgerRecord } from './chain.js';
import { chainName } from './offices.js';
import type { Correcting } from './ports.js';

/** What an entry says. */
export const bodyOf = ({ body }: Pick<LedgerRecord, 'body'>): LedgerBody =>
  LedgerBodySchema.parse(JSON.parse(body));

/** Name of the section in which an industry lies; null for none. */
export function sectionName(industry: string | null): Bilingual | null {
  const letter = industry?.slice(0, 1);
  return industrySections.find((one) => one.letter === letter)?.name ?? null;
}

const regionName = (code: string): Bilingual =>
  findRegion(code)?.name ?? { zh: code || '未定', en: code || 'Unknown' };

/** An entry as people see it; `correcting` are the newest corrections of the places shown. */
export function entryView(
  record: LedgerRecord,
  offices: ReadonlyMap<string, Bilingual>,
  correcting: readonly Correcting[],
): LedgerEntry {
  const body = bodyOf(record);
  const { chain, seq, kind, hash, previousHash, correctsSeq } = record;
  const { ruleId, tier, state, by, note, subjectName, region, disputeTypes, keyGroups, sentence } = body;
  const newest = correcting.find((one) => one.chain === chain && one.place === (correctsSeq ?? seq));
  const industry = body.industry ?? null;
  return {
    chain,
    office: chainName(chain, offices),
    seq,
    at: record.at.toISOString(),
    kind,
    alertId: record.alertId === null ? null : String(record.alertId),
    inspectionId: body.inspectionId === undefined ? null : String(body.inspectionId),
    ruleId,
    tier,
    state,
    by,
    note,
    subjectName,
    region,
    regionName: regionName(region),
    disputeTypes,
    keyGroups,
    industry,
    industryName: sectionName(industry),
    headcount: body.headcount ?? null,
    amountFen: body.amountFen ?? null,
    sentence,
    corrects: correctsSeq === null ? null : { chain, seq: correctsSeq },
    correctedBy:
      newest === undefined || newest.seq <= seq
        ? null
        : { chain, seq: newest.seq, at: newest.at.toISOString(), by: newest.by, reason: newest.reason },
    hash,
    previousHash,
  };
}
