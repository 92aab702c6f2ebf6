import { Inject, Injectable } from '@nestjs/common';
import { Cron, Interval } from '@nestjs/schedule';
import { dayOf } from '@miaotou/domain';
import type { Logger } from '@miaotou/runtime';
import { LOGGER, PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';

const timeZone = 'Asia/Shanghai';

/** Puts due work into the queue, and does none itself: whichever process is free takes it, once. */
@Injectable()
export class Schedules {
  constructor(
    @Inject(PRODUCT) private readonly product: Product,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Cron('0 2 * * *', { name: 'nightly-evaluation', timeZone })
  nightly(): void {
    const night = dayOf(this.product.clock.now());
    this.due(() => this.product.jobs.add('evaluate', { reason: 'nightly' }, { id: `nightly-${night}` }));
  }

  @Cron('20 0 * * *', { name: 'export-ledger-root', timeZone })
  ledgerRoot(): void {
    const night = dayOf(this.product.clock.now());
    this.due(() => this.product.jobs.add('export-ledger-root', {}, { id: `ledger-root-${night}` }));
  }

  @Cron('30 8 * * 1-5', { name: 'remind-offices', timeZone })
  remind(): void {
    const morning = dayOf(this.product.clock.now());
    this.due(() => this.product.jobs.add('remind-offices', {}, { id: `remind-${morning}` }));
  }

  /** Looks often, so that a message goes out within seconds; asks the queue only when something is due. */
  @Interval('send-messages', 1_000)
  messages(): void {
    this.due(async () => {
      if (!(await this.product.messages.sending.anyDue())) return;
      await this.product.jobs.add('send-messages', {}, { key: 'send-messages', attempts: 1 });
    });
  }

  @Interval('respond', 3_000)
  respond(): void {
    this.due(() => this.product.jobs.add('respond', {}, { key: 'respond', attempts: 1 }));
  }

  @Interval('scan-inbox', 10_000)
  inbox(): void {
    this.due(() => this.product.jobs.add('scan-inbox', {}, { key: 'scan-inbox', attempts: 1 }));
  }

  /** A failure is written down at its connection, which says when it is tried again. */
  @Interval('due-connections', 15_000)
  connections(): void {
    this.due(async () => {
      for (const connectionId of await this.product.connections.due(this.product.clock.now())) {
        const job = { key: `pull-${connectionId}`, attempts: 1 };
        await this.product.jobs.add('pull-source', { connectionId }, job);
      }
    });
  }

  /** A delivery whose job was lost with its queue is taken up again; one that is waiting or running is left alone. */
  @Interval('unfinished-imports', 60_000)
  unfinished(): void {
    this.due(async () => {
      for (const batchId of await this.product.imports.unfinished()) {
        await this.product.jobs.add(
          'import-file',
          { batchId: String(batchId) },
          { key: `import-${batchId}` },
        );
      }
    });
  }

  /** A moment missed because the queue was away comes again; it must only be seen. */
  private due(add: () => Promise<unknown>): void {
    add().catch((error: unknown) => this.logger.error({ err: error }, 'scheduled work could not be queued'));
  }
}
