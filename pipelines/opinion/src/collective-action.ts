/** Participants' bands of the strike map and the fewest people that each can mean. */
export const bands = {
  '1-100': 1,
  '100-1000': 100,
  '1000-10000': 1000,
  '10000+': 10000,
} as const;
export type Band = keyof typeof bands;

const stopped = /strike|罢工|停工|stop the construction/iu;
const blocked = /block (?:the )?road|堵|围堵|圍堵|lock company building|cut off water/iu;
const harmed = /beaten|injur|wounded|hit in the|pepper spray|open fire|殴打|打伤|受伤|持械|suicide|自杀/iu;
const jumped = /jump|leap|跳楼/iu;
const threatened = /threat|扬言|威胁|相威胁/iu;
const police = /police|警/iu;
const arrested = /arrest|控制带走|拘/iu;

/** What the action and response columns say of a collective action, for grading it by rule R26. */
export interface CollectiveAction {
  readonly lineStopped: boolean;
  readonly blocked: boolean;
  readonly injured: boolean;
  readonly threat: boolean;
  readonly police: boolean;
  readonly arrests: boolean;
}

/** Reads the words of the cells 'Action Taken Involve' and 'Response to Collective Action'; empty cells say no. */
export function readCollectiveAction(action: string, response: string): CollectiveAction {
  const parts = action.split(',').map((part) => part.trim());
  const jumps = parts.filter((part) => jumped.test(part));
  const threats = jumps.filter((part) => threatened.test(part));
  return {
    lineStopped: stopped.test(action.replaceAll(/not on strike/giu, '')),
    blocked: blocked.test(action),
    // A jump that is not said to be a threat happened.
    injured: harmed.test(action) || harmed.test(response) || jumps.length > threats.length,
    threat: threats.length > 0,
    police: police.test(response),
    arrests: arrested.test(response),
  };
}
