import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  LeaveDraftSchema,
  PostDraftSchema,
  RosterSchema,
  RosterWeekQuerySchema,
  RosterWeekSchema,
  ShiftDraftSchema,
} from '@miaotou/contracts';
import type {
  LeaveDraft,
  PostDraft,
  Roster,
  RosterWeek,
  RosterWeekQuery,
  ShiftDraft,
} from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow } from '../security/index.js';

/** The duty roster: posts, shifts and leaves. */
@ApiTags('roster')
@Controller('roster')
export class RosterController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  view(): Promise<Roster> {
    return this.product.rosters.view();
  }

  @Get('week')
  @Allow('leader', 'analyst', 'responder', 'mediator', 'arbitrator', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterWeekSchema })
  week(@Query({ schema: RosterWeekQuerySchema }) { from }: RosterWeekQuery): Promise<RosterWeek> {
    return this.product.rosters.week(from);
  }

  @Post('posts')
  @HttpCode(200)
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  addPost(@Body({ schema: PostDraftSchema }) draft: PostDraft): Promise<Roster> {
    return this.product.rosters.addPost(draft);
  }

  @Post('shifts')
  @HttpCode(200)
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  addShift(@Body({ schema: ShiftDraftSchema }) draft: ShiftDraft): Promise<Roster> {
    return this.product.rosters.addShift(draft);
  }

  @Post('leaves')
  @HttpCode(200)
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  addLeave(@Body({ schema: LeaveDraftSchema }) draft: LeaveDraft): Promise<Roster> {
    return this.product.rosters.addLeave(draft);
  }

  @Delete('posts/:id')
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  removePost(@Param('id') id: string): Promise<Roster> {
    return this.product.rosters.remove('post', id);
  }

  @Delete('shifts/:id')
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  removeShift(@Param('id') id: string): Promise<Roster> {
    return this.product.rosters.remove('shift', id);
  }

  @Delete('leaves/:id')
  @Allow('leader', 'admin')
  @ApiResponse({ status: 200, standardSchema: RosterSchema })
  removeLeave(@Param('id') id: string): Promise<Roster> {
    return this.product.rosters.remove('leave', id);
  }
}
