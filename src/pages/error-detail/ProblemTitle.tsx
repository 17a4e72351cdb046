import { useEffect } from 'react';
import { useProblem } from '../../shared/error-detail/useProblem';
import { usePageState } from '../../shared/page/PageState';

interface Props {
  problemId: string;
  onTitle: (title: string) => void;
}

/** Names the page after the problem's type once it is known; the page's frame stands before its data. */
export function ProblemTitle({ problemId, onTitle }: Props) {
  const { generation } = usePageState();
  const type = useProblem(problemId, generation).data?.type;
  useEffect(() => {
    if (type) {
      onTitle(withoutNamespace(type));
    }
  }, [type, onTitle]);
  return null;
}

/** A class's own name: the whole one stands below the title, which has to share its line. */
function withoutNamespace(type: string): string {
  return type.slice(type.lastIndexOf('\\') + 1) || type;
}
