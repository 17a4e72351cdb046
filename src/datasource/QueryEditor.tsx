import React, { useId } from 'react';
import type { QueryEditorProps } from '@grafana/data';
import { Combobox, InlineField, InlineFieldRow } from '@grafana/ui';
import type { QueryType } from '../../contract/queries';
import type { InsightsDataSource } from './InsightsDataSource';
import type { InsightsOptions } from './InsightsOptions';
import type { InsightsQuery } from './InsightsQuery';
import { QueryField } from './QueryField';
import { queryTypes, type FieldSpec } from './queryTypes';

type Props = QueryEditorProps<InsightsDataSource, InsightsQuery, InsightsOptions>;

const typeOptions = (Object.keys(queryTypes) as QueryType[]).map((value) => ({
  value,
  label: queryTypes[value].label,
  description: queryTypes[value].description,
}));

export function QueryEditor({ query, datasource, onChange, onRunQuery }: Props) {
  const type = queryTypes[query.queryType] ? query.queryType : 'figure';
  const id = useId();
  const values: Record<string, unknown> = { ...query };

  const change = (changed: Record<string, unknown>) => {
    onChange({ ...query, queryType: type, ...changed } as InsightsQuery);
    onRunQuery();
  };

  return (
    <InlineFieldRow>
      <InlineField label="Query" htmlFor={id} tooltip={queryTypes[type].description}>
        <Combobox
          id={id}
          width={18}
          options={typeOptions}
          value={type}
          onChange={({ value }) => change(changeType(query, value))}
        />
      </InlineField>
      {Object.entries(queryTypes[type].fields).map(([name, spec]) => (
        <QueryField
          key={`${type}-${name}`}
          spec={spec}
          value={values[name]}
          datasource={datasource}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
    </InlineFieldRow>
  );
}

/** Takes over what both types know (the store, the limit) and drops the rest, which the receiver would refuse. */
function changeType(query: InsightsQuery, queryType: QueryType): Record<string, unknown> {
  const known: Record<string, FieldSpec> = queryTypes[queryType].fields;
  const values: Record<string, unknown> = { ...query };
  const dropped = Object.keys(queryTypes[query.queryType]?.fields ?? {}).filter(
    (name) => !known[name] || !offers(known[name], values[name])
  );
  const initial = queryType === 'figure' ? { figure: 'errors' } : {};
  return { ...Object.fromEntries(dropped.map((name) => [name, undefined])), ...initial, queryType };
}

/** Types choose among different things under one name. */
function offers(spec: FieldSpec, value: unknown): boolean {
  return spec.kind !== 'choice' || (typeof value === 'string' && Object.hasOwn(spec.options, value));
}
