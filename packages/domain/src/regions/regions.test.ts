import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findRegion,
  findRegionByName,
  findTownByName,
  huilaiTiles,
  huilaiUnits,
  parentRegion,
  provinces,
  regions,
  regionWithin,
  tileOf,
  type RegionKind,
} from './index.js';

const unitsOf = (kind: RegionKind) => huilaiUnits.filter((unit) => unit.kind === kind);

describe('the region lists', () => {
  it('hold 34 provinces, and 15 towns, 3 farms, 1 statistical zone and 2 functional zones of Huilai', () => {
    expect(provinces).toHaveLength(34);
    expect([unitsOf('town'), unitsOf('farm'), unitsOf('zone')].map((units) => units.length)).toEqual([
      15, 3, 3,
    ]);
  });

  it('hold no code twice', () => {
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
  });

  it('name for every region a parent that is listed, or none', () => {
    expect(regions.filter(({ parent }) => parent !== null && findRegion(parent) === null)).toEqual([]);
  });

  it('never use the map vendor’s code as a key: 445224107 is 神泉镇 and not 葵潭镇', () => {
    expect(findRegion('445224107')?.name.zh).toBe('神泉镇');
    expect(findRegion('445224114')).toMatchObject({ name: { zh: '葵潭镇' }, tencentCode: '445224107' });
  });

  it('place every sourced centre inside the county', () => {
    const outside = huilaiUnits.filter(
      ({ centre }) =>
        centre !== null &&
        (centre.lat < 22.85 || centre.lat > 23.2 || centre.lon < 115.9 || centre.lon > 116.6),
    );
    expect(outside).toEqual([]);
  });
});

describe('findRegionByName', () => {
  it.each([
    ['Guangdong', '44'],
    ['广东', '44'],
    ['inner mongolia', '15'],
    ['Tibet', '54'],
    ['Ohio', 'US-OH'],
    ['惠来', '445224'],
    ['Longjiang Town', '445224110'],
  ])('%s is %s', (name, code) => {
    expect(findRegionByName(name)?.code).toBe(code);
  });

  it.each(['0', '', 'Guang', 'Atlantis'])('finds nothing for %j', (name) => {
    expect(findRegionByName(name)).toBeNull();
  });

  it('looks only among the wanted kind', () => {
    expect(findRegionByName('Huilai', 'province')).toBeNull();
  });
});

describe('findTownByName', () => {
  it.each([
    ['the name', '隆江镇', '445224110'],
    ['the name without 镇', '隆江', '445224110'],
    ['spaces and full width', ' 隆江　镇 ', '445224110'],
    ['熬江 for 鳌江', '熬江镇', '445224112'],
    ['东垅 for 东陇, without 镇', '东垅', '445224108'],
    ['the old name of 侨园镇', '大南山华侨管理区', '445224115'],
    ['大南海 written as a town: the zone', '大南海', 'zone-dananhai'],
    ['an address', '广东省揭阳市惠来县神泉镇港口路12号', '445224107'],
    ['an address with a village that bears another town’s name', '惠来县葵潭镇东港村委会', '445224114'],
    ['the first of two towns in an address', '隆江镇往靖海镇公路旁', '445224110'],
    ['a farm, not the town of the same name', '惠来县葵潭农场三队', '445224403'],
    ['a bare name right after the county', '惠来县仙庵京陇村', '445224103'],
    ['a new area of the county before the town', '揭阳滨海新区前詹镇', '445224106'],
    ['the zone before the town', '大南海石化工业区岐石镇段', 'zone-dananhai'],
  ])('reads %s', (_, text, code) => {
    expect(findTownByName(text)?.code).toBe(code);
  });

  it.each([
    ['nothing', ''],
    ['a village name alone', '溪西村'],
    ['a bare name inside another address', '普宁市隆江路5号'],
    ['a town of the same name in another county', '陆丰市东港镇'],
    ['a town of the same name in another district', '揭阳市榕城区东港镇'],
    ['the county without town', '惠来县'],
  ])('finds none in %s', (_, text) => {
    expect(findTownByName(text)).toBeNull();
  });
});

describe('regionWithin', () => {
  it.each([
    ['everything', '445224110', ['*'], true],
    ['everything, for an unknown region', 'elsewhere', ['*'], true],
    ['itself', '445224110', ['445224110'], true],
    ['a town in its county', '445224110', ['445224'], true],
    ['a town in its province', '445224110', ['44'], true],
    ['a zone in its county', 'zone-dananhai', ['445224'], true],
    ['a village in its town', '445224110001', ['445224110'], true],
    ['a foreign county in its province', '440305', ['44'], true],
    ['one of several', '445224107', ['445224110', '445224107'], true],
    ['a town in another town', '445224107', ['445224110'], false],
    ['a county in its town', '445224', ['445224110'], false],
    ['a state in a province', 'US-OH', ['44'], false],
    ['anything in nothing', '445224110', [], false],
    ['an unknown region', 'elsewhere', ['445224'], false],
  ])('%s', (_, code, scope, within) => {
    expect(regionWithin(code, scope)).toBe(within);
  });

  it('holds every region in each of its ancestors', () => {
    fc.assert(
      fc.property(fc.constantFrom(...regions), ({ code }) => {
        for (let at = parentRegion(code); at !== null; at = parentRegion(at)) {
          expect(regionWithin(code, [at])).toBe(true);
        }
      }),
    );
  });
});

describe('the tile map', () => {
  it('gives every unit and zone of Huilai one tile of its own', () => {
    expect(new Set(huilaiTiles.map(({ code }) => code))).toEqual(
      new Set(huilaiUnits.map(({ code }) => code)),
    );
    expect(new Set(huilaiTiles.map(({ col, row }) => `${col},${row}`)).size).toBe(huilaiUnits.length);
  });

  it('keeps west and east: of two units half a degree-tenth or more apart the western never lies east', () => {
    const placed = huilaiUnits.flatMap(({ code, centre }) => {
      const tile = tileOf(code);
      return tile === null || centre === null || centre.approximate
        ? []
        : [{ code, col: tile.col, lon: centre.lon }];
    });
    const swapped = placed.flatMap((west) =>
      placed
        .filter((east) => east.lon - west.lon >= 0.05 && east.col < west.col)
        .map((east) => [west.code, east.code]),
    );
    expect(swapped).toEqual([]);
  });

  it('has no tile for the county itself', () => {
    expect(tileOf('445224')).toBeNull();
  });
});
