import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import {
  InboxSchema,
  MessageQuerySchema,
  ReceiptSchema,
  SeenSchema,
  SentMessageSchema,
} from '@miaotou/contracts';
import type { Inbox, MessageQuery, Receipt, Seen, SentMessage } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, AllowAll, AuditsItself, Public, Viewer } from '../security/index.js';

/** The inbox in the console, and what devices say of messages. */
@ApiTags('messages')
@Controller('messages')
export class MessagesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @AllowAll()
  @ApiResponse({ status: 200, standardSchema: InboxSchema })
  inbox(
    @Query({ schema: MessageQuerySchema }) query: MessageQuery,
    @Viewer() viewer: Viewer,
  ): Promise<Inbox> {
    return this.product.messages.inbox(query, viewer);
  }

  /** What was shown or read of one's own messages; each step is kept with its message. */
  @Post('seen')
  @HttpCode(204)
  @AllowAll()
  @AuditsItself()
  async seen(@Body({ schema: SeenSchema }) seen: Seen, @Viewer() viewer: Viewer): Promise<void> {
    await this.product.messages.see(seen, viewer);
  }

  /** What a device or gateway says of a message; the key of the message is the proof that it came there. */
  @Post('receipts/:key')
  @HttpCode(204)
  @Public()
  @Throttle({ default: { limit: 240, ttl: 60_000 } })
  async receipt(@Param('key') key: string, @Body({ schema: ReceiptSchema }) receipt: Receipt): Promise<void> {
    await this.product.messages.receipt(key, receipt);
  }

  @Get('incidents/:id')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: SentMessageSchema.array() })
  ofIncident(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<SentMessage[]> {
    return this.product.messages.ofIncident(id, viewer);
  }
}
