import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { RuleCheckResult } from '@miaotou/contracts';

export type Path = readonly (string | number)[];
type Faults = RuleCheckResult['faults'];

/** The text of a rule as a tree that keeps comments and order; null while it cannot be read. */
export function documentOf(text: string): Document | null {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length === 0 && isMap(document.contents) ? document : null;
}

/** The text with one value set; an undefined value is taken away. */
export function withValue(text: string, path: Path, value: unknown): string {
  const document = documentOf(text);
  if (document === null) return text;
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  return document.toString({ lineWidth: 110 });
}

/** A text at a path; empty where there is none. */
export function textAt(document: Document, path: Path): string {
  const value: unknown = document.getIn(path);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Names directly below a path. */
export function namesAt(document: Document, path: Path): readonly string[] {
  const node: unknown = document.getIn(path, true);
  return isMap(node) ? node.items.map(({ key }) => (isScalar(key) ? String(key.value) : String(key))) : [];
}

/** Faults inside the value at a path, told from its own beginning. */
export function faultsAt(document: Document, text: string, faults: Faults, path: Path): Faults {
  const node: unknown = document.getIn(path, true);
  if (!isNode(node) || !node.range) return [];
  const [start, end] = node.range;
  const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') ? 1 : 0;
  const lines = text.split('\n');
  return faults.flatMap((fault) => {
    const before = lines.slice(0, fault.line - 1).reduce((sum, line) => sum + line.length + 1, 0);
    const at = before + fault.column - 1;
    return at < start || at > end
      ? []
      : [{ ...fault, line: 1, column: Math.max(1, at - start - quoted + 1) }];
  });
}
