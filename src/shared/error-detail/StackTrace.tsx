import { ClipboardButton, Text, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { StackException } from '../../../contract/documents';
import { Section } from '../layout/Section';
import { EmptyNote } from '../state/EmptyNote';
import { ExceptionFrames } from './ExceptionFrames';
import { formatStack } from './formatStack';
import { LongText } from '../text/LongText';
import { ShopText } from '../text/ShopText';
import { getStackStyles } from './stackStyles';

/** The exception as thrown and each one that it wraps, with the shop's own code emphasised. */
export function StackTrace({ stack }: { stack: StackException[] }) {
  const styles = useStyles2(getStackStyles);
  return (
    <Section
      title="Stack trace"
      actions={
        stack.length > 0 && (
          <ClipboardButton size="sm" variant="secondary" fill="text" icon="copy" getText={() => formatStack(stack)}>
            Copy
          </ClipboardButton>
        )
      }
    >
      {stack.length === 0 ? (
        <EmptyNote>
          The store told no stack trace of it: PHP warnings, for example, have a file and a line only.
        </EmptyNote>
      ) : (
        <div className={styles.chain}>
          {stack.map((exception, index) => (
            <div key={index}>
              <div className={styles.exception}>
                {index > 0 && <Text color="secondary">Caused by </Text>}
                <Text weight="medium">
                  <ShopText>{exception.type}</ShopText>
                </Text>
                {(index > 0 || stack.length > 1) && (
                  <div>
                    <LongText>{exception.message}</LongText>
                  </div>
                )}
              </div>
              <ExceptionFrames exception={exception} />
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}
