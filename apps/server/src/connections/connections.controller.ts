import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  ConnectionInputSchema,
  ConnectionProbeSchema,
  ConnectionSchema,
  ConnectionTestSchema,
} from '@miaotou/contracts';
import type { Connection, ConnectionProbe } from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** How long a try may take. */
const tryMs = 60_000;

/** Connections with the systems of other departments. */
@ApiTags('connections')
@Controller('connections')
export class ConnectionsController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('admin', 'auditor')
  @ApiResponse({ status: 200, standardSchema: ConnectionSchema.array() })
  list(): Promise<Connection[]> {
    return this.product.connections.list();
  }

  @Post()
  @Allow('admin')
  @ApiResponse({ status: 201, standardSchema: ConnectionSchema })
  add(
    @Body({ schema: ConnectionInputSchema }) input: z.infer<typeof ConnectionInputSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<Connection> {
    return this.product.connections.add(input, viewer);
  }

  /** Tries a connection as written, saved or not; changes nothing. */
  @Post('test')
  @HttpCode(200)
  @Allow('admin')
  @ApiResponse({ status: 200, standardSchema: ConnectionProbeSchema })
  test(
    @Body({ schema: ConnectionTestSchema }) { id, ...input }: z.infer<typeof ConnectionTestSchema>,
  ): Promise<ConnectionProbe> {
    return this.product.connections.test(input, id, AbortSignal.timeout(tryMs));
  }

  @Get(':id')
  @Allow('admin', 'auditor')
  @ApiResponse({ status: 200, standardSchema: ConnectionSchema })
  get(@Param('id') id: string): Promise<Connection> {
    return this.product.connections.get(id);
  }

  @Post(':id')
  @HttpCode(200)
  @Allow('admin')
  @ApiResponse({ status: 200, standardSchema: ConnectionSchema })
  change(
    @Param('id') id: string,
    @Body({ schema: ConnectionInputSchema }) input: z.infer<typeof ConnectionInputSchema>,
  ): Promise<Connection> {
    return this.product.connections.change(id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('admin')
  async remove(@Param('id') id: string): Promise<void> {
    await this.product.connections.remove(id);
  }

  /** Pulls now, whatever the schedule says, also over a paused connection. */
  @Post(':id/run')
  @HttpCode(202)
  @Allow('admin')
  async run(@Param('id') id: string): Promise<void> {
    await this.product.connections.get(id);
    const job = { key: `pull-${id}`, attempts: 1 };
    await this.product.jobs.add('pull-source', { connectionId: id }, job);
  }
}
