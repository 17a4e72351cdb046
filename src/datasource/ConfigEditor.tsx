import React, { type ChangeEvent } from 'react';
import type { DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { Alert, Field, Input, SecretInput, TextLink } from '@grafana/ui';
import type { InsightsOptions, InsightsSecrets } from './InsightsOptions';

type Props = DataSourcePluginOptionsEditorProps<InsightsOptions, InsightsSecrets>;

const width = 60;

export function ConfigEditor({ options, onOptionsChange }: Props) {
  const setUrl = (event: ChangeEvent<HTMLInputElement>) =>
    onOptionsChange({ ...options, url: event.currentTarget.value.trim() });
  const setToken = (event: ChangeEvent<HTMLInputElement>) =>
    onOptionsChange({ ...options, secureJsonData: { ...options.secureJsonData, token: event.currentTarget.value } });
  const resetToken = () =>
    onOptionsChange({
      ...options,
      secureJsonFields: { ...options.secureJsonFields, token: false },
      secureJsonData: { ...options.secureJsonData, token: '' },
    });

  return (
    <>
      <Alert severity="info" title="Connect to Insights' receiver">
        The receiver takes the store&apos;s telemetry and answers every figure. It runs on your own server;
        Grafana&apos;s server, not the browser, must be able to reach it.
      </Alert>
      <Field
        label="URL"
        description="Where the receiver listens, without a path, as Grafana's server reaches it."
        required
        invalid={Boolean(options.url) && !isHttpUrl(options.url)}
        error="An address that begins with http:// or https:// is needed."
      >
        <Input
          id="insights-url"
          width={width}
          value={options.url}
          placeholder="http://insights:4318"
          onChange={setUrl}
          disabled={options.readOnly}
        />
      </Field>
      <Field
        label="Token"
        description="The receiver's query token (INSIGHTS_TOKEN). It is kept encrypted by Grafana and never reaches the browser again."
        required
      >
        <SecretInput
          id="insights-token"
          width={width}
          value={options.secureJsonData?.token ?? ''}
          isConfigured={Boolean(options.secureJsonFields?.token)}
          onChange={setToken}
          onReset={resetToken}
          disabled={options.readOnly}
        />
      </Field>
      <TextLink href="/a/maho-insights-app" inline={false}>
        Open Maho Insights
      </TextLink>
    </>
  );
}

function isHttpUrl(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
