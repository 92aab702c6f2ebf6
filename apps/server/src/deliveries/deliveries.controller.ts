import { createReadStream } from 'node:fs';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, StreamableFile } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  DeliveryCalendarSchema,
  ExpectationChangeSchema,
  NilReportChangeSchema,
  OfficeContactSchema,
  RemindSchema,
  ReminderSchema,
} from '@miaotou/contracts';
import type {
  DeliveryCalendar,
  ExpectationChange,
  NilReportChange,
  OfficeContact,
  Reminder,
} from '@miaotou/contracts';
import type { z } from 'zod';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { Allow, ReadsPersonalData, Viewer } from '../security/index.js';

const wordFile = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** What was delivered, what is owed, and the letters to the offices that owe it. */
@ApiTags('deliveries')
@Controller('deliveries')
export class DeliveriesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  @ApiResponse({ status: 200, standardSchema: DeliveryCalendarSchema })
  calendar(): Promise<DeliveryCalendar> {
    return this.product.deliveries.calendar(this.product.letters);
  }

  @Post('layouts/:layout')
  @HttpCode(204)
  @Allow('admin')
  async expect(
    @Param('layout') layout: string,
    @Body({ schema: ExpectationChangeSchema }) change: ExpectationChange,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.deliveries.expect(layout, change, viewer.username);
    // What is waited for, or no more, raises or ends the alert of its silence.
    await this.product.jobs.add('evaluate', { reason: 'manual' }, { key: 'evaluate-manual' });
  }

  @Post('layouts/:layout/nil')
  @HttpCode(204)
  @Allow('analyst', 'intake', 'admin')
  async reportNil(
    @Param('layout') layout: string,
    @Body({ schema: NilReportChangeSchema }) change: NilReportChange,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.deliveries.reportNil(layout, change, viewer.username);
    // None means zero from now on: rules that abstained can judge.
    await this.product.jobs.add('evaluate', { reason: 'manual' }, { key: 'evaluate-manual' });
  }

  @Post('contacts')
  @HttpCode(204)
  @Allow('admin')
  setContact(
    @Body({ schema: OfficeContactSchema }) contact: OfficeContact,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    return this.product.letters.setContact(contact, viewer.username);
  }

  @Post('letters')
  @HttpCode(201)
  @Allow('analyst', 'intake', 'admin')
  @ApiResponse({ status: 201, standardSchema: ReminderSchema })
  remind(
    @Body({ schema: RemindSchema }) { office }: z.infer<typeof RemindSchema>,
    @Viewer() viewer: Viewer,
  ): Promise<Reminder> {
    return this.product.letters.remind(office, viewer.username);
  }

  /** The letter as it was sent; it names a person to write to, so every reading is written down. */
  @Get('letters/:id/file')
  @ReadsPersonalData()
  @Allow('leader', 'analyst', 'intake', 'auditor', 'admin')
  async file(@Param('id') id: string): Promise<StreamableFile> {
    const { number, sha256 } = await this.product.letters.letter(id);
    const name = encodeURIComponent(`催报函 ${number}.docx`);
    return new StreamableFile(createReadStream(this.product.files.pathOf(sha256)), {
      type: wordFile,
      disposition: `attachment; filename*=UTF-8''${name}`,
    });
  }
}
