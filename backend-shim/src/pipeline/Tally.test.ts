import { Registry } from 'prom-client';
import { Tally } from './Tally.ts';

it('is a counter for Prometheus', async () => {
  const registry = new Registry();
  const tally = new Tally(registry, 'bodies_total', 'Bodies', ['signal', 'status']);
  const good = tally.of({ signal: 'traces', status: '200' });
  good.value += 2;
  tally.of({ signal: 'traces', status: '503' }).value++;
  tally.of({ signal: 'traces', status: '200' }).value++;
  expect(tally.of({ signal: 'traces', status: '200' })).toBe(good);
  // Twice: what was told is not added to what is told next.
  await registry.metrics();
  const text = await registry.metrics();
  expect(text.split('\n').filter((line) => line.startsWith('bodies_total'))).toEqual([
    'bodies_total{signal="traces",status="200"} 3',
    'bodies_total{signal="traces",status="503"} 1',
  ]);
  expect(text).toContain('# TYPE bodies_total counter');
});
