import { Registry } from 'prom-client';
import { Timings } from './Timings.ts';

it('is a histogram for Prometheus', async () => {
  const registry = new Registry();
  const timings = new Timings(registry, 'wait_seconds', 'Time waited', [0.01, 0.1]);
  [0.001, 0.01, 0.05, 0.2, 7].forEach((seconds) => timings.observe(seconds));
  expect((await registry.metrics()).trim().split('\n')).toEqual([
    '# HELP wait_seconds Time waited',
    '# TYPE wait_seconds histogram',
    'wait_seconds_bucket{le="0.01"} 2',
    'wait_seconds_bucket{le="0.1"} 3',
    'wait_seconds_bucket{le="+Inf"} 5',
    'wait_seconds_sum 7.261',
    'wait_seconds_count 5',
  ]);
});
