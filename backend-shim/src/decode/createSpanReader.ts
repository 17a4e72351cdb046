import type { Body, Export, Resource, Span } from '../pipeline/records.ts';
import { bareTemplate } from '../pipeline/spans/bareTemplate.ts';
import type { PrepareSpan } from '../pipeline/spans/PrepareSpan.ts';
import type { SpanTable } from '../pipeline/spans/SpanTable.ts';
import type { TemplateTable } from '../pipeline/spans/TemplateTable.ts';
import type { RowRuns } from '../pipeline/spans/TraceSpans.ts';
import { contentKey } from './contentKey.ts';
import { readSpan as readJsonSpan } from './json/readSpan.ts';
import { readSpan as readProtobufSpan } from './protobuf/readSpan.ts';
import { ResourceReader } from './protobuf/ResourceReader.ts';
import { SpanRowReader } from './protobuf/SpanRowReader.ts';
import { visitGroups } from './protobuf/visitGroups.ts';
import { readBody } from './readBody.ts';
import { Rejections } from './Rejections.ts';
import { Rows, type Interned } from './Rows.ts';
import { TextCache } from './TextCache.ts';
import { toSpan } from './toSpan.ts';

/** Of all templates, characters. */
const maxLength = 64 * 1024 * 1024;
/** Of known spans in JSON, characters. */
const maxText = 16 * 1024 * 1024;

export interface SpanReaderOptions {
  templates: TemplateTable;
  prepareSpan: PrepareSpan;
  /** When there are as many, spans that fit none of them are kept without interning. */
  maxTemplates?: number;
}

export interface SpanReader {
  /**
   * Adds a body's spans to the table, and to each trace the rows that are its own.
   *
   * @returns the spans that could not be used, by reason
   * @throws UndecodableError when the bytes are no export of traces; then table and traces are as they were
   */
  read(body: Body, table: SpanTable, traces: Map<string, RowRuns>): Export['rejected'];
}

export function createSpanReader({ templates, prepareSpan, maxTemplates = 50_000 }: SpanReaderOptions): SpanReader {
  const resources = new ResourceReader();
  const prepareResource = prepareSpan.resource ?? ((resource: Resource) => resource);
  const intern = (span: Span): Interned => {
    const { content, extra } = prepareSpan(span);
    const isFull = templates.size >= maxTemplates || templates.length >= maxLength;
    const known = isFull ? templates.find(content) : templates.intern(content);
    if (known) {
      return { template: known.index, extra };
    }
    const bare = bareTemplate(content, extra);
    return { template: templates.intern(bare.content).index, extra: bare.extra };
  };
  const spans = new SpanRowReader(intern, prepareSpan.statements);
  const knownTexts = new TextCache<Interned>(maxText);

  function readProtobuf(bytes: Uint8Array, rows: Rows, rejections: Rejections): void {
    const target = { rows, rejections, resource: none };
    visitGroups(bytes, (pbf) => ({
      resource(places) {
        target.resource = prepareResource(resources.read(pbf, places));
      },
      record(from, to) {
        spans.read(pbf, from, to, target);
      },
    }));
  }

  function readJson(body: Body, rows: Rows, rejections: Rejections): void {
    for (const { resource, records } of readBody(body, readProtobufSpan, readJsonSpan)) {
      for (const message of records) {
        const span = toSpan(message, prepareResource(resource), rejections);
        if (span) {
          rows.addSpan(span, internText(contentKey(message), span));
        }
      }
    }
  }

  function internText(key: string | null, span: Span): Interned {
    const known = key === null ? undefined : knownTexts.get(key);
    const interned = known ?? intern(span);
    if (key !== null && !known) {
      knownTexts.set(key, interned);
    }
    return interned;
  }

  return {
    read(body, table, traces) {
      const rows = new Rows(table);
      const rejections = new Rejections();
      try {
        if (body.encoding === 'protobuf') {
          readProtobuf(body.bytes, rows, rejections);
        } else {
          readJson(body, rows, rejections);
        }
      } catch (error) {
        rows.rollback();
        throw error;
      }
      rows.commit(traces);
      return rejections.list();
    },
  };
}

/** Until the group's own has been read. */
const none: Resource = { service: '', environment: null, mahoVersion: null, phpVersion: null, host: null };
