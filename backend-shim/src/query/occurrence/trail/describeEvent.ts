import type { TrailStep } from '../../../../../contract/problems.ts';
import type { SpanEvent } from '../../../pipeline/records.ts';
import { bounded } from './describeSpan.ts';

/** What an event of a span tells: `event` for what the shop's own code records, `exception` for what was thrown. */
export function describeEvent({ name, attributes }: SpanEvent): Pick<TrailStep, 'kind' | 'text'> {
  const told = (...keys: string[]) => keys.map((key) => attributes[key]).find((value) => value !== undefined) ?? '';
  switch (name) {
    case 'exception':
      return { kind: 'exception', text: bounded(`${told('exception.type')}: ${told('exception.message')}`) };
    case 'php.error': {
      const place = `${told('code.file.path', 'code.filepath')}:${told('code.line.number', 'code.lineno')}`;
      return { kind: 'event', text: bounded(`php.error ${told('error.type')} ${place}`) };
    }
    default:
      return { kind: 'event', text: bounded(name) };
  }
}
