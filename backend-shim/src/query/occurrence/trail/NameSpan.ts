import type { ComponentWord } from '../../../pipeline/rollups.ts';
import type { TemplateContent } from '../../../pipeline/spans/SpanTemplate.ts';

/** What a span with this content stands for; of SQL, nothing is said. */
export type NameSpan = (content: TemplateContent) => { component: ComponentWord; name: string };
