import { stockFeedBroken } from './failures.ts';
import type { Random } from './Random.ts';
import { serviceName, stores } from './shop.ts';
import { beginRun, contextOf, severities, type FinishedRun } from './simulateRequest.ts';

const jobs = ['queue_process', 'fern_stock_feed', 'newsletter_send_all', 'sales_clean_quotes'];

/** `./maho cron:run`: a root of kind INTERNAL; the stock feed is broken now and then. */
export function simulateCron(random: Random, startMs: number): FinishedRun {
  const run = beginRun(random, startMs);
  const { trace } = run;
  const visit = { store: stores[0], visitorId: 0, isNew: false, customerId: null, quoteId: null, cart: [] };
  const context = contextOf(run, visit);
  trace.span('maho cron:run', { attributes: { 'maho.area': 'cli', 'process.title': serviceName }, own: 30_000 }, () =>
    trace.observer('cron_observer', () => {
      trace.sql(
        "SELECT `main_table`.* FROM `cron_schedule` `main_table` WHERE (`status` = 'pending') ORDER BY scheduled_at ASC",
        800
      );
      context.log(
        severities.warning,
        "Cron job 'sitemap_generate' has no schedule expression and no config_path, skipping."
      );
      for (const job of jobs) {
        const schedule = random.whole(10_000, 99_999);
        trace.sql(`UPDATE \`cron_schedule\` SET \`status\` = ? WHERE schedule_id = ${schedule} AND status = 'pending'`);
        trace.span('cron.job.execute', { attributes: { 'cron.job_code': job }, own: 12_000 }, () => {
          if (job === 'fern_stock_feed' && random.chance(0.3)) {
            context.handled(stockFeedBroken);
          }
        });
      }
    })
  );
  return run;
}
