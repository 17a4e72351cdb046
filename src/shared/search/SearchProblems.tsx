import { FieldValidationMessage } from '@grafana/ui';
import React from 'react';
import type { SearchProblem } from '../../../contract/search';

interface Props {
  id: string;
  problems: SearchProblem[];
}

/** What is wrong with a search, in words. */
export function SearchProblems({ id, problems }: Props) {
  return (
    <div id={id} aria-live="polite">
      {problems.map(({ message, from }) => (
        <div key={from}>
          <FieldValidationMessage>{message}</FieldValidationMessage>
        </div>
      ))}
    </div>
  );
}
