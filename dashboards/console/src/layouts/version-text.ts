/** Versions that people add to a shipped layout are counted within it: 2003 is shown as 2.3. */
export function versionText(version: number): string {
  return version < 1000 ? String(version) : `${Math.floor(version / 1000)}.${version % 1000}`;
}
