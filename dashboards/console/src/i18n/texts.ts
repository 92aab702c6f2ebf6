import * as frame from './texts/frame.js';
import * as vocabulary from './texts/vocabulary.js';
import * as people from './texts/people.js';
import * as insights from './texts/insights.js';
import * as alerts from './texts/alerts.js';
import * as layouts from './texts/layouts.js';
import * as ledger from './texts/ledger.js';
import * as inspections from './texts/inspections.js';
import * as jointView from './texts/joint-view.js';
import * as sources from './texts/sources.js';
import * as plans from './texts/plans.js';
import * as quarantine from './texts/quarantine.js';
import * as connections from './texts/connections.js';
import * as employers from './texts/employers.js';
import * as deliveries from './texts/deliveries.js';
import * as detections from './texts/detections.js';
import * as matters from './texts/matters.js';
import * as messages from './texts/messages.js';
import * as channels from './texts/channels.js';
import * as respond from './texts/respond.js';
import * as readings from './texts/readings.js';
import * as rules from './texts/rules.js';
import * as replays from './texts/replays.js';
import * as workbench from './texts/workbench.js';
import * as settings from './texts/settings.js';
import * as indicators from './texts/indicators.js';
import * as incidents from './texts/incidents.js';

/** Everything the console says by itself, in Chinese. */
export const zh = {
  ...frame.zh,
  ...vocabulary.zh,
  ...people.zh,
  ...insights.zh,
  ...alerts.zh,
  ...layouts.zh,
  ...ledger.zh,
  ...inspections.zh,
  ...jointView.zh,
  ...sources.zh,
  ...plans.zh,
  ...quarantine.zh,
  ...connections.zh,
  ...employers.zh,
  ...deliveries.zh,
  ...detections.zh,
  ...matters.zh,
  ...messages.zh,
  ...settings.zh,
  ...channels.zh,
  ...respond.zh,
  ...readings.zh,
  ...rules.zh,
  ...replays.zh,
  ...workbench.zh,
  ...indicators.zh,
  ...incidents.zh,
};

/** The same in English: the same keys. */
export const en: typeof zh = {
  ...frame.en,
  ...vocabulary.en,
  ...people.en,
  ...insights.en,
  ...alerts.en,
  ...layouts.en,
  ...ledger.en,
  ...inspections.en,
  ...jointView.en,
  ...sources.en,
  ...plans.en,
  ...quarantine.en,
  ...connections.en,
  ...employers.en,
  ...deliveries.en,
  ...detections.en,
  ...matters.en,
  ...messages.en,
  ...settings.en,
  ...channels.en,
  ...respond.en,
  ...readings.en,
  ...rules.en,
  ...replays.en,
  ...workbench.en,
  ...indicators.en,
  ...incidents.en,
};
