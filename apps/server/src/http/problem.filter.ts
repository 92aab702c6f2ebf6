import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { Logger } from '@miaotou/runtime';
import type { ServerRequest } from '../security/index.js';
import { answerOf } from './problem.js';

interface Reply {
  readonly sent: boolean;
  status(code: number): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
}

/** Every failed request ends here, in one form. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<ServerRequest>();
    const reply = http.getResponse<Reply>();
    const { status, body, ours, retryAfter } = answerOf(error, request.id);
    if (ours) this.logger.error({ err: error, method: request.method, url: request.url }, 'request failed');
    if (reply.sent) return;
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
    reply.status(status).header('cache-control', 'no-store').send(body);
  }
}
