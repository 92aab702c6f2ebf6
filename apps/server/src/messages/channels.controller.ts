import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { ChannelInputSchema, ChannelSchema, ChannelTestSchema, FailureSchema } from '@miaotou/contracts';
import type { Channel, ChannelInput, ChannelTest, Failure } from '@miaotou/contracts';
import { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

const ToggleSchema = z.strictObject({ enabled: z.boolean() });

/** Ways on which people are told: mail server, robots of groups, gateways. */
@ApiTags('channels')
@Controller('channels')
export class ChannelsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('admin', 'auditor')
  @ApiResponse({ status: 200, standardSchema: ChannelSchema.array() })
  list(): Promise<Channel[]> {
    return this.product.messages.channels.list();
  }

  @Get('failures')
  @Allow('admin', 'auditor')
  @ApiResponse({ status: 200, standardSchema: FailureSchema.array() })
  failures(): Promise<Failure[]> {
    return this.product.messages.channels.failures();
  }

  @Post()
  @Allow('admin')
  @ApiResponse({ status: 201, standardSchema: ChannelSchema })
  add(@Body({ schema: ChannelInputSchema }) input: ChannelInput, @Viewer() viewer: Viewer): Promise<Channel> {
    return this.product.messages.channels.add(input, viewer);
  }

  @Post(':id')
  @HttpCode(200)
  @Allow('admin')
  @ApiResponse({ status: 200, standardSchema: ChannelSchema })
  change(
    @Param('id') id: string,
    @Body({ schema: ChannelInputSchema }) input: ChannelInput,
  ): Promise<Channel> {
    return this.product.messages.channels.change(id, input);
  }

  @Post(':id/enabled')
  @HttpCode(200)
  @Allow('admin')
  @ApiResponse({ status: 200, standardSchema: ChannelSchema })
  toggle(
    @Param('id') id: string,
    @Body({ schema: ToggleSchema }) { enabled }: z.infer<typeof ToggleSchema>,
  ): Promise<Channel> {
    return this.product.messages.channels.toggle(id, enabled);
  }

  /** Sends a test message now: to the group, or to the one who asks. */
  @Post(':id/test')
  @HttpCode(200)
  @Allow('admin')
  @ApiResponse({ status: 200, standardSchema: ChannelTestSchema })
  test(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<ChannelTest> {
    return this.product.messages.channels.test(id, viewer);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin')
  async remove(@Param('id') id: string): Promise<void> {
    await this.product.messages.channels.remove(id);
  }
}
