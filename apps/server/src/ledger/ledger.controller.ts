import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { LedgerPageSchema, LedgerQuerySchema, LedgerVerificationSchema } from '@miaotou/contracts';
import type { LedgerPage, LedgerQuery, LedgerVerification } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

/** The risk ledger and its proof. */
@ApiTags('ledger')
@Controller('ledger')
export class LedgerController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerPageSchema })
  list(
    @Query({ schema: LedgerQuerySchema }) query: LedgerQuery,
    @Viewer() viewer: Viewer,
  ): Promise<LedgerPage> {
    return this.product.ledger.list(query, viewer);
  }

  @Get('verification')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerVerificationSchema })
  verify(): Promise<LedgerVerification> {
    return this.product.ledger.verify();
  }
}
