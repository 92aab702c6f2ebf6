import type { SettingsOf } from '@miaotou/contracts';
import { atPointer } from '@miaotou/engine';

type Paging = SettingsOf<'http'>['paging'];

/** The address of the first page. */
export function firstPage(url: string, paging: Paging): URL {
  const first = new URL(url);
  if (paging.type === 'page') {
    first.searchParams.set(paging.param, String(paging.first));
    if (paging.sizeParam !== '') first.searchParams.set(paging.sizeParam, String(paging.size));
  }
  return first;
}

/** What the answer to one page says of the next. */
export interface PageEnd {
  readonly rows: number;
  readonly body: unknown;
  readonly link: string | undefined;
}

/** The address of the page after `url`; null when there is none. */
export function nextPage(url: URL, paging: Paging, { rows, body, link }: PageEnd): URL | null {
  switch (paging.type) {
    case 'none':
      return null;
    case 'page': {
      if (rows === 0 || (paging.sizeParam !== '' && rows < paging.size)) return null;
      const next = new URL(url);
      next.searchParams.set(paging.param, String(Number(url.searchParams.get(paging.param)) + 1));
      return next;
    }
    case 'cursor': {
      const cursor = atPointer(body, paging.pointer);
      if ((typeof cursor !== 'string' && typeof cursor !== 'number') || cursor === '') return null;
      const next = new URL(url);
      next.searchParams.set(paging.param, String(cursor));
      return next;
    }
    case 'link': {
      const target = nextLink(link ?? '');
      return target !== null && URL.canParse(target, url.href) ? new URL(target, url) : null;
    }
  }
}

/** The target of rel="next" in a Link header (RFC 8288). */
function nextLink(header: string): string | null {
  for (const [, target = '', params = ''] of header.matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/gu)) {
    if (/;\s*rel\s*=\s*"?(?:[^";,]*\s)?next(?:\s[^";,]*)?"?\s*(?:;|$)/iu.test(params)) return target;
  }
  return null;
}
