import type { ProblemDocument } from '../../../contract/documents';
import { useResource } from '../datasource/useResource';

export function problemPath(id: string): string {
  return `problems/${encodeURIComponent(id)}`;
}

export function useProblem(id: string, generation: number) {
  return useResource<ProblemDocument>(problemPath(id), { generation });
}
