import {
  cruise,
  type ICruiseOptions,
  type IForbiddenRuleType,
  type IReporterOutput,
} from 'dependency-cruiser';
import { arrows, walls } from './arrows.js';

/** Tests, and what only tests use. */
const tests = '\\.test\\.tsx?$|/fixtures?(/|\\.ts$)';
const pattern = (room: string): string => `^${room.replace('*', '[^/]+')}/`;

/** Every room may import itself and the rooms at the end of its arrows, nothing else of the house. */
function arrowRules(): IForbiddenRuleType[] {
  return Object.entries(arrows).map(([room, targets]) => ({
    name: `arrow-${room.replace(/[/*]/g, '-')}`,
    severity: 'error',
    from: { path: room === 'pipelines/*' ? '^pipelines/([^/]+)/' : pattern(room), pathNot: tests },
    to: {
      path: '^(packages|pipelines|apps|dashboards|tests)/',
      pathNot: [room === 'pipelines/*' ? '^pipelines/$1/' : pattern(room), ...targets.map(pattern)],
    },
  }));
}

function wallRules(): IForbiddenRuleType[] {
  return Object.entries(walls).map(([library, rooms]) => ({
    name: `wall-${library}`,
    severity: 'error',
    from: { path: '^(packages|pipelines|apps|dashboards)/', pathNot: [tests, ...rooms.map(pattern)] },
    to: { path: `node_modules/${library}(/|$)` },
  }));
}

const rules: IForbiddenRuleType[] = [
  { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'folder-through-index',
    comment: 'A noun is entered through its index only.',
    severity: 'error',
    from: { path: '^((?:packages|pipelines|apps)/[^/]+)/src/([^/]+)/', pathNot: tests },
    to: {
      path: '^$1/src/[^/]+/',
      pathNot: ['^$1/src/$2/', '/index\\.ts$', '^packages/contracts/', '^packages/domain/', '/schema\\.ts$'],
    },
  },
  {
    name: 'package-through-index',
    severity: 'error',
    from: { path: '^((?:packages|pipelines|apps|dashboards)/[^/]+)/', pathNot: tests },
    to: {
      path: '^(packages|pipelines)/[^/]+/src/',
      pathNot: ['^$1/', '^(packages|pipelines)/[^/]+/src/index\\.ts$'],
    },
  },
  { name: 'resolvable', severity: 'error', from: { pathNot: tests }, to: { couldNotResolve: true } },
  ...arrowRules(),
  ...wallRules(),
];

/** One broken rule: where from, where to. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** Reads the imports of the house below `base` and holds them against the rules. */
export async function inspectHouse(
  base: string,
  folders: readonly string[],
): Promise<{ modules: number; violations: Violation[] }> {
  const options: ICruiseOptions = {
    baseDir: base,
    ruleSet: { forbidden: rules },
    validate: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|\\.d\\.ts$' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@miaotou/source', 'import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  };
  const result: IReporterOutput = await cruise([...folders], options);
  const output = result.output;
  if (typeof output === 'string') throw new Error('expected the structured report');
  return {
    modules: output.summary.totalCruised,
    violations: output.summary.violations.map((v) => ({ rule: v.rule.name, from: v.from, to: v.to })),
  };
}
