import type { ProblemDocument } from '../../../../contract/documents.ts';
import type { Problem } from '../shared/Problem.ts';
import type { Problems } from '../shared/Problems.ts';

type Similar = ProblemDocument['similar'][number];

const most = 5;

/** In what problems are alike, the most telling first; one of them makes them similar. */
const likenesses: Array<{ why: string; points: number; alike: (a: Problem, b: Problem) => boolean }> = [
  { why: 'Thrown at the same place', points: 4, alike: (a, b) => isPlace(a) && a.line === b.line && sameFile(a, b) },
  { why: 'The same message', points: 3, alike: (a, b) => a.title === b.title && a.type === b.type },
  { why: 'The same type in the same file', points: 2, alike: (a, b) => a.type === b.type && sameFile(a, b) },
  {
    why: 'The same type at the same route',
    points: 1,
    alike: (a, b) => a.type === b.type && a.route !== '' && a.route === b.route,
  },
];

/** Other problems that may have the same cause; the most alike first, of equals the one seen last. */
export function similarTo(problem: Problem, problems: Problems): Similar[] {
  const found: Array<{ other: Problem; why: string; points: number }> = [];
  for (const other of problems.values()) {
    if (other.id !== problem.id && (other.type === problem.type || (other.line === problem.line && other.line > 0))) {
      const alike = likenesses.filter((likeness) => likeness.alike(problem, other));
      if (alike.length > 0 && problems.told(other) === other) {
        found.push({ other, why: alike[0].why, points: alike.reduce((sum, { points }) => sum + points, 0) });
      }
    }
  }
  return found
    .sort((a, b) => b.points - a.points || b.other.lastSeen - a.other.lastSeen)
    .slice(0, most)
    .map(({ other: { id, title, status, occurrences, revision }, why }) => ({
      ...{ id, title, status, occurrences, revision },
      why,
    }));
}

const isPlace = ({ file, line }: Problem) => file !== '' && line > 0;

/** Spans tell base names, log records full paths. */
function sameFile(a: Problem, b: Problem): boolean {
  return a.file !== '' && baseName(a.file) === baseName(b.file);
}

function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}
