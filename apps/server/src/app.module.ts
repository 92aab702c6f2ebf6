import { Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import type { Logger } from '@miaotou/runtime';
import { AlertsController } from './alerts/index.js';
import { EmployersController, QuestionsController } from './employers/index.js';
import { DeliveriesController } from './deliveries/index.js';
import { DetectionsController } from './detections/index.js';
import { ConnectionsController, PushController, PushKeysController } from './connections/index.js';
import { ProblemFilter, validationPipe } from './http/index.js';
import { IncidentsController, PlansController, SceneController } from './incidents/index.js';
import { IndicatorsController } from './indicators/index.js';
import { InsightsController } from './insights/index.js';
import { InspectionsController } from './inspections/index.js';
import { LedgerController } from './ledger/index.js';
import { StreamController } from './live/index.js';
import { MattersController } from './matters/index.js';
import { ChannelsController, MessagesController, PreferencesController } from './messages/index.js';
import { METRICS, MetricsController } from './metrics/index.js';
import type { Metrics } from './metrics/index.js';
import { SessionController } from './people/index.js';
import { LOGGER, PRODUCT } from './product/index.js';
import type { Product } from './product/index.js';
import { ReadingsController } from './readings/index.js';
import { EffectsController } from './effects/index.js';
import { ReplaysController } from './replays/index.js';
import { ShadowsController } from './shadows/index.js';
import { RosterController } from './roster/index.js';
import { RulesController } from './rules/index.js';
import { Schedules } from './schedules/index.js';
import { AccessGuard, AuditInterceptor } from './security/index.js';
import { CorrectionsController, QuarantineController } from './quarantine/index.js';
import { LayoutsController } from './layouts/index.js';
import { SettingsController } from './settings/index.js';
import { SilencesController } from './silences/index.js';
import { ImportsController } from './sources/index.js';
import { HealthController, SystemController } from './system/index.js';
import { WatchdogTimer } from './watchdog/index.js';

export interface AppParts {
  readonly product: Product;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Controllers of a process that serves screens. */
const serving = [
  SessionController,
  SystemController,
  StreamController,
  InsightsController,
  IndicatorsController,
  AlertsController,
  IncidentsController,
  PlansController,
  SceneController,
  RosterController,
  SilencesController,
  LedgerController,
  InspectionsController,
  SettingsController,
  RulesController,
  ReplaysController,
  ShadowsController,
  EffectsController,
  ImportsController,
  LayoutsController,
  ConnectionsController,
  PushKeysController,
  PushController,
  QuarantineController,
  CorrectionsController,
  DeliveriesController,
  DetectionsController,
  ReadingsController,
  MattersController,
  MessagesController,
  PreferencesController,
  ChannelsController,
  QuestionsController,
  EmployersController,
];
/** Controllers of every process. */
const watched = [HealthController, MetricsController];

/** Root of the program; its parts come from `appModule`. */
@Module({})
class AppModule {}

/** The program's parts by role: an `api` process serves, a `worker` works by schedule, `all` does both. */
export function appModule({ product, metrics, logger }: AppParts): DynamicModule {
  const { role } = product.config;
  return {
    module: AppModule,
    imports: [
      DiscoveryModule,
      // A bound against runaway clients; signing in has a much tighter one of its own.
      ThrottlerModule.forRoot([{ name: 'default', ttl: 60_000, limit: 6_000 }]),
      ...(role === 'api' ? [] : [ScheduleModule.forRoot()]),
    ],
    controllers: role === 'worker' ? watched : [...watched, ...serving],
    providers: [
      { provide: PRODUCT, useValue: product },
      { provide: METRICS, useValue: metrics },
      { provide: LOGGER, useValue: logger },
      { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
      { provide: APP_PIPE, useValue: validationPipe() },
      { provide: APP_GUARD, useClass: ThrottlerGuard },
      { provide: APP_GUARD, useValue: new AccessGuard(product.people, product.push) },
      { provide: APP_INTERCEPTOR, useValue: new AuditInterceptor(product.people) },
      WatchdogTimer,
      ...(role === 'api' ? [] : [Schedules]),
    ],
  };
}
