import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '@miaotou/runtime';
import { LOGGER, PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';

const everyMs = 20_000;
const heartbeatTimeoutMs = 10_000;

/** Watches outside the queue, on a timer of the process's own, so that a queue that stands still is noticed. */
@Injectable()
export class WatchdogTimer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly name = randomUUID();
  private readonly startedAt = new Date();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(PRODUCT) private readonly product: Product,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.running.then(() => this.look());
    }, everyMs).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  private async look(): Promise<void> {
    const { watchdog, incidents, config } = this.product;
    try {
      await watchdog.beat(this.name, config.role, this.startedAt, incidents.tickedAt());
      const faults = await watchdog.look(this.name);
      if (faults === null) return;
      for (const { code, since } of faults) this.logger.error({ code, since }, 'the watchdog found a fault');
      // Silence at the outside address is the alarm: nothing is called while something is wrong.
      if (faults.length === 0 && config.heartbeatUrl !== null) {
        await fetch(config.heartbeatUrl, { signal: AbortSignal.timeout(heartbeatTimeoutMs) });
      }
    } catch (error) {
      this.logger.error({ err: error }, 'the watchdog could not look');
    }
  }
}
