import { FieldValidationMessage } from '@grafana/ui';
import React from 'react';
import type { SearchProblem } from '../../../contract/search';
import { ShopText } from '../text/ShopText';

interface Props {
  id: string;
  text: string;
  problems: SearchProblem[];
}

/** What is wrong with a search, in words. */
export function SearchProblems({ id, text, problems }: Props) {
  return (
    <div id={id} aria-live="polite">
      {problems.map(({ message, from, to }) => (
        <div key={from}>
          <FieldValidationMessage>
            <ShopText>{text.slice(from, to)}</ShopText>: {message}
          </FieldValidationMessage>
        </div>
      ))}
    </div>
  );
}
