import { keptRow, quarantined } from './fates.js';
import { stagedRows } from './stage-sql.js';

/**
 * SQL that puts the rows of groups with a new or corrected row in turn, whole groups in the order of their first rows. A
 * row that an earlier delivery brought counts for its group's sums; `key` is the SQL of a row's key.
 */
export function orderGroups(groupBy: readonly string[], key: string): readonly string[] {
  const group = `sipHash64(tuple(${groupBy.map((field) => `v_${field}`).join(', ')}))`;
  return [
    'TRUNCATE TABLE turn',
    `INSERT INTO turn SELECT rowNumberInAllBlocks(), n, g FROM (
       SELECT n, ${group} AS g, min(n) OVER (PARTITION BY g) AS first FROM ${stagedRows}
       WHERE ${group} IN (SELECT ${group} FROM ${stagedRows} WHERE ${keptRow})
         AND (n NOT IN (SELECT n FROM fates) OR n IN (
           SELECT staged.n FROM ${stagedRows} INNER JOIN prior ON ${key} = prior.row_key
           WHERE staged.content = prior.content AND n NOT IN (SELECT n FROM fates WHERE fate = ${quarantined})
           ORDER BY staged.n LIMIT 1 BY staged.row_key))
       ORDER BY first, n)`,
  ];
}
