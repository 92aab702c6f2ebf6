import type {
  EmployerIdentity,
  EmployerQuery,
  EmployerRow,
  EmployerTwins,
  NewLink,
} from '@miaotou/contracts';
import {
  candidateReasonTexts,
  findRegion,
  huilaiCode,
  normaliseEmployerName,
  parentRegion,
  regionWithin,
  regions,
  scoreCandidate,
  tierOfRank,
  tierRank,
} from '@miaotou/domain';
import { maySee, visibleRegions } from '../people/index.js';
import type { Viewer } from '../people/index.js';
import type { Clock, Records } from '../shared/index.js';
import { isRecordId, refuse } from '../shared/index.js';
import type { DirectoryRecords, MoveRecords } from './move-ports.js';
import type { EmployerRecord, EmployerRecords } from './ports.js';

export interface EmployerDirectoryDeps {
  readonly records: Records;
  readonly employers: EmployerRecords;
  readonly directory: DirectoryRecords;
  readonly moves: MoveRecords;
  readonly clock: Clock;
}

/** The register of employers: looked through, and the links between them. */
export interface EmployerDirectory {
  list(
    query: EmployerQuery,
    viewer: Viewer,
  ): Promise<{ items: EmployerRow[]; total: number; page: number; pageSize: number }>;
  identity(id: string, viewer: Viewer): Promise<EmployerIdentity>;
  /** Employers that may be the same one, scored with reasons; none is merged by itself. */
  twins(id: string, viewer: Viewer): Promise<EmployerTwins>;
  link(id: string, link: NewLink, viewer: Viewer): Promise<{ readonly linkId: string }>;
  endLink(linkId: string, until: string, viewer: Viewer): Promise<void>;
}

/** Employers compared at most, those shown, and the points from which one is shown [proposed]. */
const looked = 2_000;
const shownTwins = 5;
const likelyScore = 35;
const regionName = (code: string) => findRegion(code)?.name ?? { zh: '地区不明', en: 'Region unknown' };
const named = (one: EmployerRecord | undefined, id: number) => ({
  id: String(id),
  name: one?.name ?? String(id),
  uscc: one?.uscc ?? null,
});

export function createEmployerDirectory(deps: EmployerDirectoryDeps): EmployerDirectory {
  const { records, employers, directory, moves, clock } = deps;

  async function seen(id: string, viewer: Viewer): Promise<EmployerRecord> {
    const [found] = isRecordId(id) ? await employers.withIds(records.read, [Number(id)]) : [];
    if (found === undefined || !maySee(viewer, found.region)) {
      throw refuse(
        'not-found',
        'employer-unknown',
        '没有这家单位，或不在您的辖区内。',
        'There is no such employer, or it lies outside your regions.',
      );
    }
    return found;
  }

  return {
    async list({ q, region, standing, tier, page, pageSize }, viewer) {
      const text = q === undefined || q === '' ? null : q;
      const normal = text === null ? '' : normaliseEmployerName(text);
      const within =
        region === undefined
          ? null
          : [region, ...regions.map(({ code }) => code).filter((code) => regionWithin(code, [region]))];
      const found = await directory.list(records.read, {
        text,
        normal: normal === '' ? null : normal,
        regions: visibleRegions(viewer),
        within,
        standing: standing ?? null,
        ranks: tier === undefined ? null : tier.map(tierRank),
        page,
        pageSize,
      });
      const items = found.items.map(({ id, rank, ...rest }) => ({
        ...rest,
        id: String(id),
        regionName: regionName(rest.region),
        tier: tierOfRank(rank),
      }));
      return { items, total: found.total, page, pageSize };
    },

    async identity(id, viewer) {
      const employer = await seen(id, viewer);
      const [aliases, parts, links, history] = await Promise.all([
        moves.aliasesOf(records.read, employer.id),
        moves.partsOf(records.read, employer.id),
        moves.linksOf(records.read, employer.id),
        moves.ofEmployer(records.read, employer.id),
      ]);
      const ids = new Set([
        ...(employer.heirId === null ? [] : [employer.heirId]),
        ...links.flatMap(({ fromId, toId }) => [fromId, toId]),
        ...history.flatMap(({ fromId, toId }) => [fromId, toId]),
      ]);
      const others = new Map((await employers.withIds(records.read, [...ids])).map((one) => [one.id, one]));
      return {
        heir: employer.heirId === null ? null : named(others.get(employer.heirId), employer.heirId),
        aliases: aliases.map(({ nameNormal, region, reason, createdBy, createdAt }) => ({
          name: nameNormal,
          region,
          regionName: regionName(region),
          reason,
          by: createdBy,
          at: createdAt.toISOString(),
        })),
        parts: parts.map((one) => named(one, one.id)),
        links: links.map(({ id: linkId, fromId, toId, kind, since, until, reason, createdBy, endedAt }) => {
          const outward = fromId === employer.id;
          const other = outward ? toId : fromId;
          return {
            id: String(linkId),
            kind,
            outward,
            other: named(others.get(other), other),
            since,
            until,
            reason,
            by: createdBy,
            ended: endedAt !== null,
          };
        }),
        moves: history.map(({ id: moveId, kind, fromId, toId, at, by, reason, doneAt, ...undo }) => ({
          id: String(moveId),
          kind,
          from: named(others.get(fromId), fromId),
          to: named(others.get(toId), toId),
          at: at.toISOString(),
          by,
          reason,
          done: doneAt !== null,
          undone:
            undo.undoneAt === null
              ? null
              : { at: undo.undoneAt.toISOString(), by: undo.undoneBy ?? '', reason: undo.undoReason ?? '' },
        })),
      };
    },

    async twins(id, viewer) {
      const employer = await seen(id, viewer);
      const core = [...employer.nameCore];
      const pairs = [...new Set(core.slice(1).map((char, at) => `${core[at] ?? ''}${char}`))];
      const above = parentRegion(employer.region);
      // Another town is another place; the county and an unknown place contradict none.
      const near = above === huilaiCode ? [employer.region, above, ''] : null;
      const query = { pairs, regions: near, without: employer.id, limit: looked };
      const alike = (await directory.alike(records.read, query)).filter((one) => maySee(viewer, one.region));
      const aliases = await employers.aliasesOf(
        records.read,
        alike.map((one) => one.id),
      );
      const twins = alike.map(({ id: twinId, name, uscc, region: place }) => {
        const names = aliases.filter((one) => one.employerId === twinId).map(({ nameNormal }) => nameNormal);
        const { score, reasons } = scoreCandidate(employer, { name, uscc, region: place, aliases: names });
        const told = reasons.map((code) => ({ code, text: candidateReasonTexts[code] }));
        return { employerId: String(twinId), name, uscc, region: place, score, reasons: told };
      });
      const likely = twins.filter(({ score }) => score >= likelyScore).toSorted((a, b) => b.score - a.score);
      return { twins: likely.slice(0, shownTwins) };
    },

    async link(id, { toId, kind, since, until, reason }, viewer) {
      const from = await seen(id, viewer);
      const to = await seen(toId, viewer);
      if (from.id === to.id) {
        throw refuse(
          'invalid',
          'same-employer',
          '不能与自身建立关联。',
          'An employer cannot be linked to itself.',
        );
      }
      if (since !== null && until !== null && until < since) {
        throw refuse(
          'invalid',
          'until-before-since',
          '结束日期早于开始日期。',
          'The link would end before it begins.',
        );
      }
      const fresh = { fromId: from.id, toId: to.id, kind, since, until, reason, createdBy: viewer.username };
      return { linkId: String(await moves.addLink(records.read, fresh, clock.now())) };
    },

    async endLink(linkId, until, viewer) {
      const link = isRecordId(linkId) ? await moves.findLink(records.read, Number(linkId)) : null;
      if (link === null)
        throw refuse('not-found', 'link-unknown', '没有这条关联。', 'There is no such link.');
      await seen(String(link.fromId), viewer);
      if (link.endedAt !== null)
        throw refuse('conflict', 'link-ended', '关联已结束。', 'The link has ended already.');
      if (link.since !== null && until < link.since) {
        throw refuse(
          'invalid',
          'until-before-since',
          '结束日期早于开始日期。',
          'The link would end before it begins.',
        );
      }
      await moves.endLink(records.read, link.id, { until, by: viewer.username, at: clock.now() });
    },
  };
}
