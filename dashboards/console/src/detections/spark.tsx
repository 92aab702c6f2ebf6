import { useMemo } from 'react';
import { sparkline } from '@miaotou/charts';

const width = 132;
const height = 34;

/** Counts in the size of a word; the numbers stand beside it in words. */
export function Spark({
  counts,
  unusual,
}: {
  readonly counts: readonly (number | null)[];
  readonly unusual: boolean;
}) {
  const { paths, gaps, last } = useMemo(() => sparkline(counts, width, height), [counts]);
  return (
    <svg className="spark" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {gaps.map((gap) => (
        <rect key={gap.x} className="spark-gap" x={gap.x} y={0} width={gap.width} height={height} />
      ))}
      {paths.map((path) => (
        <path key={path} d={path} />
      ))}
      {last !== null && unusual && (
        <path
          className="spark-unusual"
          d={`M${last.x} ${last.y - 4}L${last.x + 4} ${last.y}L${last.x} ${last.y + 4}L${last.x - 4} ${last.y}Z`}
        />
      )}
    </svg>
  );
}
