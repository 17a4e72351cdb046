import type { Activity } from '../../../../contract/problems.ts';

/** Why a change is refused of a problem that is another one by now, as a sentence that says who did what. */
export function describeLastChange(activity: Activity | undefined): string {
  if (!activity) {
    return 'It was left as it is, because it is another one than you saw. Look at it again, then decide.';
  }
  const when = new Date(activity.at).toISOString().slice(0, 19).replace('T', ' ');
  return `It was left as it is: ${whatOf(activity)} at ${when} UTC. Look at it again, then decide.`;
}

function whatOf({ kind, actor, data }: Activity): string {
  const who = actor ?? 'somebody';
  switch (kind) {
    case 'status':
      return `${who} set it to ${data.status}`;
    case 'assigned':
      return data.assignee === null ? `${who} assigned it to nobody` : `${who} assigned it to ${data.assignee}`;
    case 'merged':
      return `${who} merged it into “${data.title}”`;
    case 'unmerged':
      return `${who} took it out of “${data.title}”`;
    case 'undone':
      return `${who} took back a change`;
    case 'regressed':
      return `it was seen again${data.version ? ` in ${data.version}` : ''} and is open`;
    case 'reopened':
      return `it is open again, as ${whys[String(data.why)] ?? 'it was ignored until then'},`;
    default:
      return `${who} changed it`;
  }
}

const whys: Record<string, string> = {
  time: 'the time for which it was ignored is over',
  count: 'it occurred as often as it was ignored for',
  rate: 'it occurred as often within an hour as it was ignored for',
};
