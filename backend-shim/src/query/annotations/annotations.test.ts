import { fakeContext, fakeProblems } from '../testing/fakeContext.ts';
import { fakePool, noon } from '../testing/fakePool.ts';
import { annotations } from './annotations.ts';

const ask = async (of: 'regressions' | 'versions' | 'newProblems', store = '') => {
  const id = 'a'.repeat(32);
  const { pool, asked } = fakePool({
    versions: [[{ service: 'shop, the', version: '26.9.0', firstSeen: new Date(noon) }]],
    activity: [[{ id: Buffer.from(id, 'hex'), at: new Date(noon + 5) }]],
  });
  const readProblems = fakeProblems([{ id, firstSeen: noon + 1, title: 'It broke', handled: true }]);
  const [frame] = await annotations({ queryType: 'annotations', of, store }, fakeContext({ pool, readProblems }));
  return {
    fields: frame.schema.fields.map(({ name }) => name),
    rows: frame.data.values.map(([first]) => first),
    asked,
  };
};

it('marks versions', async () => {
  const { fields, rows, asked } = await ask('versions', 'shop/1');
  expect(fields).toEqual(['time', 'title', 'text', 'tags']);
  expect(rows).toEqual([noon, 'Version 26.9.0', 'shop, the was first seen with version 26.9.0', 'version,shop  the']);
  expect(asked.find(({ sql }) => /versions/.test(sql))).toMatchSnapshot();
});

it('marks problems that are new, and those that came back', async () => {
  expect((await ask('newProblems')).rows).toEqual([noon + 1, 'New: TypeError', 'It broke', 'new,handled']);
  expect((await ask('regressions')).rows).toEqual([noon + 5, 'Back: TypeError', 'It broke', 'regression,handled']);
  expect((await ask('regressions', 'shop/9')).rows).toEqual([undefined, undefined, undefined, undefined]);
});
