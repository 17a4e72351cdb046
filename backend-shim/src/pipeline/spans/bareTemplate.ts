import type { SpanExtra, TemplateContent } from './SpanTemplate.ts';
import { originalName } from './originalName.ts';

/** The name of templates that say next to nothing. */
export const otherName = '(other)';

/** The same span as one that has nearly all of itself: for when there are too many templates already. */
export function bareTemplate(
  content: TemplateContent,
  extra: SpanExtra | null
): { content: TemplateContent; extra: SpanExtra } {
  return {
    content: { ...content, name: otherName, attributes: {} },
    extra: {
      statusMessage: extra?.statusMessage ?? '',
      events: extra?.events ?? [],
      // Where the name is not its own, the extra has that.
      attributes: { ...content.attributes, [originalName]: content.name, ...extra?.attributes },
    },
  };
}
