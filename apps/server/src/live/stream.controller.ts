import type { ServerResponse } from 'node:http';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { OnApplicationBootstrap, BeforeApplicationShutdown } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { AllowAll } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';
import { FanOut } from './fan-out.js';

const heartbeatMs = 15_000;
/** How often it is asked whether the sessions of open streams still hold. */
const recheckMs = 60_000;

interface RawReply {
  hijack(): unknown;
  readonly raw: ServerResponse;
}

/** Server-sent events: what happens while a screen is open. */
@ApiTags('live')
@Controller('stream')
export class StreamController implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly fanOut = new FanOut();
  private unsubscribe: () => void = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private recheckTimer: NodeJS.Timeout | undefined;

  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.product.live.subscribe((event) => this.fanOut.deliver(event));
    this.timer = setInterval(() => this.fanOut.beat(), heartbeatMs).unref();
    this.recheckTimer = setInterval(() => {
      this.recheck().catch((error: unknown) => {
        this.product.logger.warn({ err: error }, 'open screens could not be checked');
      });
    }, recheckMs).unref();
  }

  /** Open streams would hold up the shutdown: screens come back when the program does. */
  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    clearInterval(this.recheckTimer);
    this.unsubscribe();
    this.fanOut.endAll();
  }

  @Get()
  @AllowAll()
  stream(@Req() request: ServerRequest, @Res() reply: RawReply): void {
    const { session } = request;
    if (session === undefined) throw new Error('the route is reached without a session');
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': request.id,
    });
    raw.write('retry: 3000\n\n');
    const remove = this.fanOut.add({
      viewer: session.viewer,
      session: session.tokenHash,
      backlog: () => raw.writableLength,
      write: (chunk) => void raw.write(chunk),
      end: () => void raw.end(),
    });
    raw.on('close', remove);
  }

  /** One question for all screens; while the store does not answer nobody is shown the door, the next look asks again. */
  private async recheck(): Promise<void> {
    const asked = this.fanOut.sessions();
    if (asked.length > 0) this.fanOut.keep(asked, await this.product.people.stillOpen(asked));
  }
}
