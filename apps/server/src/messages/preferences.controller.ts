import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { DeviceInputSchema, PreferencesInputSchema, PreferencesSchema } from '@miaotou/contracts';
import type { DeviceInput, Preferences, PreferencesInput } from '@miaotou/contracts';
import { PRODUCT } from '../product/index.js';
import type { Product } from '../product/index.js';
import { AllowAll, Viewer, headerOf } from '../security/index.js';
import type { ServerRequest } from '../security/index.js';

/** How the signed-in person wants to be reached; everybody sees and changes only their own. */
@ApiTags('messages')
@Controller('preferences')
export class PreferencesController {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  @Get()
  @AllowAll()
  @ApiResponse({ status: 200, standardSchema: PreferencesSchema })
  own(@Viewer() viewer: Viewer): Promise<Preferences> {
    return this.product.messages.preferences.own(viewer);
  }

  @Post()
  @HttpCode(200)
  @AllowAll()
  @ApiResponse({ status: 200, standardSchema: PreferencesSchema })
  save(
    @Body({ schema: PreferencesInputSchema }) input: PreferencesInput,
    @Viewer() viewer: Viewer,
  ): Promise<Preferences> {
    return this.product.messages.preferences.save(input, viewer);
  }

  @Post('devices')
  @HttpCode(204)
  @AllowAll()
  async addDevice(
    @Body({ schema: DeviceInputSchema }) input: DeviceInput,
    @Req() request: ServerRequest,
    @Viewer() viewer: Viewer,
  ): Promise<void> {
    await this.product.messages.preferences.addDevice(input, headerOf(request, 'user-agent') ?? '', viewer);
  }

  @Delete('devices/:id')
  @HttpCode(204)
  @AllowAll()
  async removeDevice(@Param('id') id: string, @Viewer() viewer: Viewer): Promise<void> {
    await this.product.messages.preferences.removeDevice(id, viewer);
  }
}
