import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { MadePushKeySchema, NewPushKeySchema, PushKeySchema } from '@miaotou/contracts';
import type { PushKey } from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** Keys with which platforms of other departments push deliveries. */
@ApiTags('connections')
@Controller('push-keys')
export class PushKeysController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('admin', 'auditor')
  @ApiResponse({ status: 200, standardSchema: PushKeySchema.array() })
  list(): Promise<PushKey[]> {
    return this.product.push.keys();
  }

  /** Makes a key; this answer is the only one that holds it. */
  @Post()
  @Allow('admin')
  @ApiResponse({ status: 201, standardSchema: MadePushKeySchema })
  make(
    @Body({ schema: NewPushKeySchema }) input: z.infer<typeof NewPushKeySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof MadePushKeySchema>> {
    return this.product.push.makeKey(input, viewer);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin')
  async revoke(@Param('id') id: string): Promise<void> {
    await this.product.push.revokeKey(id);
  }
}
