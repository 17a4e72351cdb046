import { dateTimeFormat } from '@grafana/data';
import type { IconName } from '@grafana/ui';
import type { ActivityKind } from '../../../contract/problems';
import { formatCount } from '../text/formatCount';

type Data = Record<string, unknown>;

/** What was done, as the rest of a sentence that begins with who did it; one of its own where nobody did. */
export function describeActivity(kind: ActivityKind, data: Data, byPerson = true): string {
  const words = describe(kind, data);
  return byPerson ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

function describe(kind: ActivityKind, data: Data): string {
  switch (kind) {
    case 'status':
      return describeStatus(data);
    case 'assigned':
      return text(data.assignee) ? `assigned it to ${text(data.assignee)}` : 'assigned it to nobody';
    case 'note':
      return 'wrote:';
    case 'merged':
      return data.as === 'part' ? `merged it into ${quoted(data.title)}` : `merged ${quoted(data.title)} into it`;
    case 'unmerged':
      return data.as === 'part' ? `took it out of ${quoted(data.title)}` : `took ${quoted(data.title)} out of it`;
    case 'undone':
      return `took back: ${whats[text(data.what)] ?? (text(data.what) || 'the change before')}`;
    case 'regressed':
      return `seen again after it was resolved${text(data.version) ? `, in version ${text(data.version)}` : ''}`;
    case 'reopened':
      return reasons[text(data.why)] ?? 'opened again';
    default:
      return kind;
  }
}

const whats: Record<string, string> = {
  status: 'the change of status',
  assign: 'the assignment',
  assigned: 'the assignment',
  merge: 'the merge',
  merged: 'the merge',
  unmerge: 'the unmerge',
  unmerged: 'the unmerge',
};

const reasons: Record<string, string> = {
  time: 'opened again: the time for which it was ignored is over',
  count: 'opened again: it came as often as it was to be ignored',
  rate: 'opened again: it came more often within an hour than it was to be ignored',
};

function describeStatus({ status, inNextVersion, until, count, perHour }: Data): string {
  if (status === 'open') {
    return 'reopened it';
  }
  if (status === 'resolved') {
    return inNextVersion ? 'resolved it in the next version' : 'resolved it';
  }
  const conditions = [
    typeof until === 'number' && dateTimeFormat(until),
    typeof count === 'number' && `${formatCount(count)} more`,
    typeof perHour === 'number' && `${formatCount(perHour)} within an hour`,
  ].filter(Boolean);
  return conditions.length > 0 ? `ignored it until ${conditions.join(' or ')}` : 'ignored it';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function quoted(title: unknown): string {
  const whole = text(title);
  return whole ? `"${whole.length > 120 ? `${whole.slice(0, 119)}…` : whole}"` : 'another problem';
}

const icons: Record<ActivityKind, IconName> = {
  status: 'check-circle',
  assigned: 'user',
  note: 'comment-alt',
  merged: 'link',
  unmerged: 'code-branch',
  undone: 'history',
  regressed: 'exclamation-circle',
  reopened: 'bell',
};

export function activityIcon(kind: ActivityKind): IconName {
  return icons[kind] ?? 'circle';
}
