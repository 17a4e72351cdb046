import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';

/** Shown until the first export of any store has come. */
export function ConnectStore() {
  return (
    <EmptyState variant="call-to-action" message="Connect your store">
      No request was ever received. In the Maho admin, open System &gt; Configuration &gt; Developer &gt; OpenTelemetry,
      switch on tracing, and set the OTLP endpoint to the address of the Insights service followed by /v1/traces. Switch
      on the export of logs and metrics too: errors and orders are complete only with them.{' '}
      <TextLink
        href="https://github.com/MahoCommerce/maho/blob/main/app/code/core/Maho/OpenTelemetry/README.md"
        external
      >
        Documentation
      </TextLink>
    </EmptyState>
  );
}
