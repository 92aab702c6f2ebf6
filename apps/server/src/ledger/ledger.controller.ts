import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import {
  LedgerCorrectionSchema,
  LedgerCountsSchema,
  LedgerExportQuerySchema,
  LedgerFilterSchema,
  LedgerPageSchema,
  LedgerPlaceSchema,
  LedgerQuerySchema,
  LedgerRootListSchema,
  LedgerVerificationSchema,
} from '@miaotou/contracts';
import type {
  LedgerCorrection,
  LedgerCounts,
  LedgerExportQuery,
  LedgerFilter,
  LedgerPage,
  LedgerPlace,
  LedgerQuery,
  LedgerRootList,
  LedgerVerification,
} from '@miaotou/contracts';
import { dayOf } from '@miaotou/domain';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The risk ledger, its corrections, its ways out and its proof. */
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

  @Get('counts')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerCountsSchema })
  counts(
    @Query({ schema: LedgerFilterSchema }) filter: LedgerFilter,
    @Viewer() viewer: Viewer,
  ): Promise<LedgerCounts> {
    return this.product.ledger.counts(filter, viewer);
  }

  /** The register as filed by the bureau. Each export is written down: it leaves the house. */
  @Get('workbook')
  @Allow('leader', 'analyst', 'auditor', 'admin')
  @ReadsPersonalData()
  workbook(
    @Query({ schema: LedgerExportQuerySchema }) query: LedgerExportQuery,
    @Viewer() viewer: Viewer,
  ): StreamableFile {
    const name = encodeURIComponent(`风险台账-${dayOf(this.product.clock.now())}.xlsx`);
    return new StreamableFile(Readable.from(this.product.ledgerWorkbook(query, viewer)), {
      type: sheet,
      disposition: `attachment; filename="ledger.xlsx"; filename*=UTF-8''${name}`,
    });
  }

  @Get('verification')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerVerificationSchema })
  verify(): Promise<LedgerVerification> {
    return this.product.ledger.verify();
  }

  @Get('roots')
  @Allow('leader', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerRootListSchema })
  roots(): Promise<LedgerRootList> {
    return this.product.ledgerRoots.list();
  }

  @Post('roots')
  @HttpCode(200)
  @Allow('auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerRootListSchema })
  async makeRoot(): Promise<LedgerRootList> {
    await this.product.ledgerRoots.make();
    return this.product.ledgerRoots.list();
  }

  @Get('roots/:number/file')
  @Allow('leader', 'auditor', 'admin')
  async rootFile(@Param('number') number: string, @Viewer() viewer: Viewer): Promise<StreamableFile> {
    const { name, text } = await this.product.ledgerRoots.file(Number(number), viewer.username);
    return new StreamableFile(Buffer.from(text), {
      type: 'application/json',
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Get('entries/:chain/:seq')
  @Allow('leader', 'analyst', 'responder', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: LedgerPlaceSchema })
  place(
    @Param('chain') chain: string,
    @Param('seq') seq: string,
    @Viewer() viewer: Viewer,
  ): Promise<LedgerPlace> {
    return this.product.ledger.place(chain, Number(seq), viewer);
  }

  @Post('entries/:chain/:seq/corrections')
  @HttpCode(200)
  @Allow('leader', 'analyst')
  @ApiResponse({ status: 200, standardSchema: LedgerPlaceSchema })
  correct(
    @Param('chain') chain: string,
    @Param('seq') seq: string,
    @Body({ schema: LedgerCorrectionSchema }) correction: LedgerCorrection,
    @Viewer() viewer: Viewer,
  ): Promise<LedgerPlace> {
    return this.product.ledger.correct(chain, Number(seq), correction, viewer);
  }
}
