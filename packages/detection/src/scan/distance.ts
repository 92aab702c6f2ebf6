/** Where a place lies: two coordinates of a plane, or longitude and latitude in degrees. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How far two points are from each other; only compared with other distances of the same measure and with a radius. */
export type Distance = (a: Point, b: Point) => number;

/** Straight distance in the coordinates' own unit. */
export const planarDistance: Distance = (a, b) => Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2);

/** Mean radius of the Earth in kilometres (IUGG). */
const EARTH_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometres between points of longitude `x` and latitude `y` in degrees (haversine). */
export function greatCircleDistance(earthRadiusKm: number = EARTH_KM): Distance {
  return (a, b) => {
    const rise = Math.sin(radians(a.y - b.y) / 2);
    const turn = Math.sin(radians(a.x - b.x) / 2);
    const half = rise * rise + Math.cos(radians(a.y)) * Math.cos(radians(b.y)) * turn * turn;
    return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half)));
  };
}
