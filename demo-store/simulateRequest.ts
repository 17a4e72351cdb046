import type { PhpError, Thrown } from './failures.ts';
import { formatLogBody, formatSpanStack } from './formatThrown.ts';
import { spanKind, spanStatus } from './otlp.ts';
import type { Random } from './Random.ts';
import { Trace } from './Trace.ts';
import type { Visit } from './Visit.ts';

export interface LogEntry {
  timeUnixNano: string;
  spanId: string;
  severity: { number: number; text: string };
  body: string;
}

export interface PlacedOrder {
  number: string;
  total: number;
  currency: string;
  paymentMethod: string;
}

/** What a PHP process tells at its end. */
export interface FinishedRun {
  trace: Trace;
  logs: LogEntry[];
  /** Null for a command-line run, which has no request metric. */
  request: { method: string; status: number; seconds: number } | null;
  cartAddition: { spanId: string; timeUnixNano: string } | null;
  order: (PlacedOrder & { spanId: string; timeUnixNano: string }) | null;
}

/** What a page can do while it is built. */
export interface PageContext {
  trace: Trace;
  visit: Visit;
  log(severity: LogEntry['severity'], body: string): void;
  /** `Mage::logException`: the page goes on. */
  handled(thrown: Thrown): void;
  phpError(error: PhpError): void;
  cartAdded(): void;
  ordered(order: PlacedOrder): void;
}

export interface Page {
  method: 'GET' | 'POST';
  path: string;
  /** `module/controller/action` */
  route: string;
  status: number;
  /** Inside of the action's span. */
  action(context: PageContext): void;
  /** Blocks with their class and template; none for actions that answer without a layout. */
  blocks?: ReadonlyArray<readonly [name: string, blockClass: string, template: string, typicalUs: number]>;
}

/** Ends the request as an uncaught exception does. */
export class Uncaught extends Error {
  readonly thrown: Thrown;

  constructor(thrown: Thrown) {
    super(thrown.message);
    this.thrown = thrown;
  }
}

export const severities = {
  notice: { number: 10, text: 'NOTICE' },
  warning: { number: 13, text: 'WARNING' },
  error: { number: 17, text: 'ERROR' },
} as const;

/** A run without anything told yet. */
export function beginRun(random: Random, startMs: number): FinishedRun {
  return { trace: new Trace(random, startMs), logs: [], request: null, cartAddition: null, order: null };
}

export function contextOf(run: FinishedRun, visit: Visit): PageContext {
  const { trace } = run;
  const log: PageContext['log'] = (severity, body) =>
    run.logs.push({ timeUnixNano: trace.nano(), spanId: trace.spanId, severity, body });
  return {
    trace,
    visit,
    log,
    handled: (thrown) => {
      trace.event('exception', exceptionAttributes(thrown));
      log(severities.error, formatLogBody(thrown));
    },
    phpError: ({ level, label, message, file, line }) => {
      trace.event('php.error', { 'error.type': level, 'code.file.path': file, 'code.line.number': line });
      log(severities.error, `${label}: ${message}  in ${file} on line ${line}`);
    },
    cartAdded: () => (run.cartAddition = { spanId: trace.spanId, timeUnixNano: trace.nano() }),
    ordered: (order) => (run.order = { ...order, spanId: trace.spanId, timeUnixNano: trace.nano() }),
  };
}

export function exceptionAttributes(thrown: Thrown) {
  return {
    'exception.type': thrown.type,
    'exception.message': thrown.message,
    'exception.stacktrace': formatSpanStack(thrown),
    'exception.escaped': true,
  };
}

/** One request, from PHP's start to its end. */
export function simulateRequest(random: Random, startMs: number, visit: Visit, page: Page): FinishedRun {
  const run = beginRun(random, startMs);
  const { trace } = run;
  const context = contextOf(run, visit);
  let status = page.status;
  trace.span(`${page.method} ${page.route}`, { kind: spanKind.server, attributes: rootAttributes(visit, page) }, () => {
    context.log(severities.notice, legacyRouting);
    context.log(severities.warning, sameSite);
    try {
      dispatch(context, page);
      trace.amend(
        {
          'http.response.status_code': page.status,
          'http.route': page.route,
          'maho.area': 'frontend',
          ...(visit.customerId === null ? {} : { 'enduser.id': String(visit.customerId) }),
        },
        page.status < 500 ? { code: spanStatus.ok } : { code: spanStatus.error }
      );
    } catch (error) {
      if (!(error instanceof Uncaught)) {
        throw error;
      }
      // Maho names the root after its route at the end of the dispatch, which an exception leaves out.
      status = 500;
      const { type } = error.thrown;
      trace.event('exception', exceptionAttributes(error.thrown));
      trace.amend({ 'error.type': type }, { message: type, code: spanStatus.error }, page.method);
    }
  });
  run.request = { method: page.method, status, seconds: trace.elapsed / 1e6 };
  return run;
}

const legacyRouting =
  'Legacy XML routing active for 2 frontName(s): loyalty→Fern_Loyalty, warranty→Fern_Warranty. ' +
  'Add #[Maho\\Config\\Route] attributes to migrate.';
const sameSite = 'SameSite cookie attribute downgraded from None to Lax: HTTPS is required for SameSite=None';

function rootAttributes({ store }: Visit, page: Page) {
  return {
    'http.request.method': page.method,
    'url.path': page.path,
    'url.scheme': 'https',
    'server.address': store.host,
    'maho.store_id': store.id,
    'maho.store_code': store.code,
    'maho.website_id': store.websiteId,
  };
}

function dispatch(context: PageContext, page: Page): void {
  const { trace, visit } = context;
  trace.span('mage::app::init_front_controller', { own: 150 }, () => {
    trace.observer('Mage_Cms_Controller_Router::initControllerRouters');
    trace.observer('Maho_Blog_Controller_Router::initControllerRouters');
  });
  trace.observer('core/controller_front_observer::onDispatchBefore', () =>
    trace.span('mage::dispatch::db_url_rewrite', {}, () =>
      trace.sql(
        'SELECT `core_url_rewrite`.* FROM `core_url_rewrite` WHERE ((request_path IN (?, ?))) ' +
          `AND ((store_id IN(0, ${visit.store.id})))`,
        450
      )
    )
  );
  trace.span('mage::dispatch::routers_match', {}, () => {
    trace.sql(
      'SELECT `cp`.`page_id` FROM `cms_page` `cp` INNER JOIN `cms_page_store` `cps` ON cp.page_id = cps.page_id ' +
        `WHERE ((cp.identifier = '${page.path.replace(/^\/|\/$/g, '')}')) AND ((cps.store_id IN (0, ${visit.store.id}))) ` +
        'AND ((cp.is_active = 1)) ORDER BY cps.store_id DESC LIMIT 1'
    );
    trace.span('mage::dispatch::symfony_match', {}, () => act(context, page));
  });
  trace.observer('apiplatform/observer::addDeprecationHeaders');
  trace.span('mage::app::dispatch::send_response', { own: 120 });
}

function act(context: PageContext, page: Page): void {
  const { trace, visit } = context;
  const action = `dispatch.controller.action.${page.route.replaceAll('/', '_')}`;
  trace.span('dispatch.controller.action.predispatch', { own: 700 }, () => {
    trace.observer('customer/observer::setCookieLifetime');
    trace.span('mage::dispatch::controller::action::predispatch::load_area::frontend::design', {}, () =>
      trace.sql(
        'SELECT `main_table`.* FROM `design_change` `main_table` WHERE ((store_id = ?)) ' +
          'AND ((date_from <= ? or date_from IS NULL)) AND ((date_to >= ? or date_to IS NULL))'
      )
    );
    trace.observer('log/visitor::initByRequest', () => beginVisit(trace, visit));
  });
  trace.span(action, { own: 2_000 }, () => {
    page.action(context);
    if (page.blocks) {
      renderLayout(trace, action, page.blocks);
    }
  });
  trace.span('dispatch.controller.action.postdispatch', {}, () =>
    trace.observer('log/visitor::saveByRequest', () =>
      trace.sql(
        'UPDATE `log_visitor` SET `session_id` = ?, `first_visit_at` = ?, `last_visit_at` = ?, `last_url_id` = ?, ' +
          `\`store_id\` = ? WHERE visitor_id='${visit.visitorId}'`,
        230
      )
    )
  );
}

function beginVisit(trace: Trace, visit: Visit): void {
  if (visit.isNew) {
    visit.isNew = false;
    trace.sql(
      'INSERT INTO `log_visitor` (`session_id`, `first_visit_at`, `last_visit_at`, `last_url_id`, `store_id`) ' +
        'VALUES(?, ?, ?, ?, ?)'
    );
    trace.sql(
      'INSERT INTO `log_visitor_info` (`visitor_id`, `http_referer`, `http_user_agent`, `http_accept_charset`, ' +
        '`http_accept_language`, `server_addr`, `remote_addr`) VALUES(?, ?, ?, ?, ?, ?, ?)'
    );
  }
}

function renderLayout(trace: Trace, action: string, blocks: NonNullable<Page['blocks']>): void {
  trace.span(`${action}.layout_load`, { own: 1_500 }, () => {
    for (let handle = 0; handle < 3; handle++) {
      trace.sql(
        'SELECT `layout_update`.`xml` FROM `core_layout_update` `layout_update` INNER JOIN `core_layout_link` `link` ' +
          'ON link.layout_update_id=layout_update.layout_update_id WHERE ((link.store_id IN (0, ?))) AND ((link.area = ?))',
        450
      );
    }
  });
  trace.span(`${action}.layout_generate_xml`, { own: 250 });
  trace.span(`${action}.layout_generate_blocks`, { own: 1_500 }, () => {
    for (const [name] of blocks) {
      trace.span(`BLOCK:create:${name}`, { own: 40 });
    }
  });
  trace.span(`${action}.layout_render`, { own: 400 }, () => {
    for (const [name, blockClass, template, typicalUs] of blocks) {
      const attributes = { 'block.class': blockClass, 'block.name': name, 'block.template': template };
      trace.span(`BLOCK:render:${name}`, { attributes, own: typicalUs }, () =>
        trace.observer('structureddata/observer::appendListJsonLd')
      );
    }
  });
}
