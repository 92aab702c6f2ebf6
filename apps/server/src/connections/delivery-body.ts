import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { sourceFamilies } from '@miaotou/domain';

/** Bodies that are a file, and the ending that its name gets when none is given. */
export const fileTypes: Readonly<Record<string, string>> = {
  'text/csv': '.csv',
  'application/gzip': '.csv.gz',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/zip': '.zip',
  'application/x-zip-compressed': '.zip',
  'application/octet-stream': '',
};
/** JSON rows on their way past the frame's own JSON reader. */
export const jsonRowsType = 'application/vnd.miaotou.rows+json';

const pushed = new RegExp(`^/api/v1/deliveries/(?:${sourceFamilies.join('|')})/?(?:\\?|$)`, 'u');

/**
 * Has the bodies of pushed deliveries come as streams. JSON rows too: the frame would turn numbers of 18 digits into
 * others, and we keep each as the text that it was sent as.
 */
export function streamDeliveries(app: NestFastifyApplication): void {
  const instance = app.getHttpAdapter().getInstance();
  instance.addContentTypeParser([...Object.keys(fileTypes), jsonRowsType], (_request, body, done) => {
    done(null, body);
  });
  instance.addHook('onRequest', (request, _reply, done) => {
    const json = /^application\/json\b/iu.test(request.headers['content-type'] ?? '');
    if (json && request.method === 'POST' && pushed.test(request.url)) {
      request.headers['content-type'] = jsonRowsType;
    }
    done();
  });
}
