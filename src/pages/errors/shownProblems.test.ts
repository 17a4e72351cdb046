import type { ProblemChange } from '../../../contract/problems';
import type { ProblemRow } from '../../../contract/rows';
import { fakeProblemRow } from '../../shared/testing/fakeProblemRow';
import type { ProblemsPage } from './ProblemsPage';
import { shownProblems } from './shownProblems';

const [a, b, c] = ['a', 'b', 'c'].map((id) => fakeProblemRow({ id }));

function pageOf(rows: ProblemRow[], status: ProblemsPage['status'] = 'open'): ProblemsPage {
  return { status, rows, coverage: null, notices: [], nextCursor: null, matching: 10 };
}

const running = (change: ProblemChange, ...rows: ProblemRow[]) => [{ ids: new Set(rows.map(({ id }) => id)), change }];

test('rows of all pages, a problem that moved to the next page once', () => {
  expect(shownProblems([pageOf([a, b]), pageOf([b, c])], [])).toEqual({ rows: [a, b, c], matching: 10 });
});

test('what a change under way takes out of the list is out of it', () => {
  const resolve = running({ kind: 'status', status: 'resolved' }, a, c);
  expect(shownProblems([pageOf([a, b, c])], resolve)).toEqual({ rows: [b], matching: 8 });
});

test('where every status is listed it stays, with its new one', () => {
  const { rows } = shownProblems([pageOf([a], 'all')], running({ kind: 'status', status: 'ignored' }, a));
  expect(rows).toEqual([{ ...a, status: 'ignored' }]);
});

test('the parts of a merge go, what they are merged into stays', () => {
  const { rows } = shownProblems([pageOf([a, b, c])], running({ kind: 'merge', into: b.id }, a, b));
  expect(rows).toEqual([b, c]);
});

test('changes one after the other', () => {
  const both = [
    ...running({ kind: 'assign', assignee: 'tom' }, a),
    ...running({ kind: 'assign', assignee: null }, a),
    ...running({ kind: 'assign', assignee: 'ann' }, b),
  ];
  expect(shownProblems([pageOf([a, b])], both).rows.map(({ assignee }) => assignee)).toEqual([null, 'ann']);
});
