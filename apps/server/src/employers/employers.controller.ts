import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  EmployerIdentitySchema,
  EmployerPageSchema,
  EmployerQuerySchema,
  EmployerSpellingsSchema,
  EmployerTwinsSchema,
  EndLinkSchema,
  MergePreviewSchema,
  MergeQuerySchema,
  MergeSchema,
  MovedSchema,
  NewLinkSchema,
  SplitSchema,
  UndoMoveSchema,
} from '@miaotou/contracts';
import type { EmployerIdentity, EmployerSpellings, EmployerTwins, MergePreview } from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, Viewer } from '../security/index.js';

type Moved = z.infer<typeof MovedSchema>;

/** The register of employers: who is who, and what belongs together. */
@ApiTags('employers')
@Controller()
export class EmployersController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get('employers')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerPageSchema })
  list(
    @Query({ schema: EmployerQuerySchema }) query: z.infer<typeof EmployerQuerySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<z.infer<typeof EmployerPageSchema>> {
    return this.product.directory.list(query, viewer);
  }

  @Get('employers/:id/identity')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerIdentitySchema })
  identity(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EmployerIdentity> {
    return this.product.directory.identity(id, viewer);
  }

  @Get('employers/:id/twins')
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerTwinsSchema })
  twins(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EmployerTwins> {
    return this.product.directory.twins(id, viewer);
  }

  @Get('employers/:id/merge')
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: MergePreviewSchema })
  preview(
    @Param('id') id: string,
    @Query({ schema: MergeQuerySchema }) { into }: z.infer<typeof MergeQuerySchema>,
    @Viewer() viewer: Viewer,
  ): Promise<MergePreview> {
    return this.product.employerMoves.preview(id, into, viewer);
  }

  @Post('employers/:id/merge')
  @HttpCode(200)
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: MovedSchema })
  merge(
    @Param('id') id: string,
    @Body({ schema: MergeSchema }) body: z.infer<typeof MergeSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<Moved> {
    return this.product.employerMoves.merge(id, body, viewer);
  }

  @Get('employers/:id/spellings')
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: EmployerSpellingsSchema })
  spellings(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<EmployerSpellings> {
    return this.product.employerMoves.spellings(id, viewer);
  }

  @Post('employers/:id/split')
  @HttpCode(200)
  @Allow('analyst', 'admin')
  @ApiResponse({ status: 200, standardSchema: MovedSchema })
  split(
    @Param('id') id: string,
    @Body({ schema: SplitSchema }) body: z.infer<typeof SplitSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<Moved> {
    return this.product.employerMoves.split(id, body, viewer);
  }

  @Post('employer-moves/:id/undo')
  @HttpCode(204)
  @Allow('analyst', 'admin')
  undo(
    @Param('id') id: string,
    @Body({ schema: UndoMoveSchema }) { reason }: z.infer<typeof UndoMoveSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    return this.product.employerMoves.undo(id, reason, viewer);
  }

  @Post('employers/:id/links')
  @HttpCode(201)
  @Allow('analyst', 'admin')
  link(
    @Param('id') id: string,
    @Body({ schema: NewLinkSchema }) body: z.infer<typeof NewLinkSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<{ readonly linkId: string }> {
    return this.product.directory.link(id, body, viewer);
  }

  @Post('employer-links/:id/end')
  @HttpCode(204)
  @Allow('analyst', 'admin')
  endLink(
    @Param('id') id: string,
    @Body({ schema: EndLinkSchema }) { until }: z.infer<typeof EndLinkSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    return this.product.directory.endLink(id, until, viewer);
  }
}
