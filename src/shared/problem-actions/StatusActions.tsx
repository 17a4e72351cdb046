import { Button, ButtonGroup, Dropdown, Menu, type ComponentSize } from '@grafana/ui';
import React, { useState, type RefObject } from 'react';
import type { ProblemChange } from '../../../contract/problems';
import type { ProblemStatus } from '../../../contract/problemStatus';
import { mayTriage, whoMayTriage } from '../access/mayTriage';
import { IgnoreDialog } from './IgnoreDialog';
import { IgnoreMenu } from './IgnoreMenu';

interface Props {
  /** Undefined for problems of several. */
  status?: ProblemStatus;
  onChange: (change: ProblemChange) => void;
  /** A change is on its way. */
  disabled?: boolean;
  size?: ComponentSize;
  /** Gets an element around the button that opens the menu of ways to ignore. */
  ignoreRef?: RefObject<HTMLSpanElement>;
}

/** Resolve, ignore, reopen: what the status allows. Viewers see them, and who can. */
export function StatusActions({ status, onChange, disabled = false, size = 'sm', ignoreRef }: Props) {
  const [asking, setAsking] = useState(false);
  const allowed = mayTriage();
  const state = { size, disabled: disabled || !allowed, tooltip: allowed ? undefined : whoMayTriage };
  const setStatus = (to: ProblemStatus, inNextVersion?: boolean) =>
    onChange({ kind: 'status', status: to, ...(inNextVersion ? { inNextVersion } : {}) });
  return (
    <>
      {status !== 'resolved' && (
        <ButtonGroup>
          <Button {...state} variant="primary" icon="check" onClick={() => setStatus('resolved')}>
            Resolve
          </Button>
          <Choices
            open={!state.disabled}
            overlay={
              <Menu ariaLabel="Resolve">
                <Menu.Item
                  label="Resolve now"
                  description="Seen again, it is a regression"
                  onClick={() => setStatus('resolved')}
                />
                <Menu.Item
                  label="Resolve in the next version"
                  description="Seen again in a version that is known today, it stays resolved"
                  onClick={() => setStatus('resolved', true)}
                />
              </Menu>
            }
          >
            <Button {...state} variant="primary" icon="angle-down" aria-label="More ways to resolve" />
          </Choices>
        </ButtonGroup>
      )}
      {status !== 'ignored' && (
        <span ref={ignoreRef}>
          <Choices open={!state.disabled} overlay={<IgnoreMenu onChange={onChange} onOther={() => setAsking(true)} />}>
            <Button {...state} variant="secondary" icon="bell-slash">
              Ignore
            </Button>
          </Choices>
        </span>
      )}
      {status !== 'open' && (
        <Button {...state} variant="secondary" icon="history" onClick={() => setStatus('open')}>
          Reopen
        </Button>
      )}
      {asking && <IgnoreDialog onChange={onChange} onDismiss={() => setAsking(false)} />}
    </>
  );
}

interface ChoicesProps {
  open: boolean;
  overlay: React.ReactElement;
  children: React.ReactElement;
}

/** Grafana's menu opens even for a disabled button. */
function Choices({ open, overlay, children }: ChoicesProps) {
  return open ? <Dropdown overlay={overlay}>{children}</Dropdown> : children;
}
