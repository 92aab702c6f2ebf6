import { deduplicate } from './deduplicate.js';
import { stageNames } from '../incident.js';
import type { StageName } from '../incident.js';
import { group } from './group.js';
import { inhibit } from './inhibit.js';
import { record } from './record.js';
import { route } from './route.js';
import { send } from './send.js';
import { silence } from './silence.js';
import type { Draft, PipelineContext, Stage } from './stage.js';
import { timeNode } from './time-node.js';

/** The whole policy, as a list. */
export const pipeline: readonly Stage[] = [
  group,
  inhibit,
  silence,
  timeNode,
  deduplicate,
  route,
  send,
  record,
];

/** Takes drafts through the stages, all of them or those from one on. Pure: what follows is for the caller to write down. */
export function runPipeline(
  drafts: readonly Draft[],
  context: PipelineContext,
  from: StageName = 'group',
): readonly Draft[] {
  return pipeline.slice(stageNames.indexOf(from)).reduce((now, stage) => stage(now, context), drafts);
}

export { newDraft } from './stage.js';
export type { Cause, Draft, PipelineContext, Reachable, Stage } from './stage.js';
export { rungsAtOnce } from './route.js';
export { officeTime } from './time-node.js';
export { group as groupStage } from './group.js';
