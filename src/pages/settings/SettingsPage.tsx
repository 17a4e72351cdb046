import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { Button, Field, FieldSet, Input, Stack, Text } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import { currentRole } from '../../shared/access/currentRole';
import type { AppSettings } from '../../shared/settings/AppSettings';
import { checkEditorUrl } from '../../shared/settings/checkEditorUrl';
import { editorLink } from '../../shared/settings/editorLink';
import { saveSettings } from './saveSettings';

type Props = PluginConfigPageProps<AppPluginMeta<AppSettings>>;

const example = 'app/code/local/Acme/Pay/Model/Method.php';

/** The settings of the app: where the frames of a stack trace lead to. */
export function SettingsPage({ plugin: { meta } }: Props) {
  const [url, setUrl] = useState(meta.jsonData?.editorUrl ?? '');
  const [prefix, setPrefix] = useState(meta.jsonData?.editorPathPrefix ?? '');
  const [state, setState] = useState<'idle' | 'saving' | 'saved' | Error>('idle');
  const admin = currentRole() === 'Admin';
  const problem = checkEditorUrl(url);
  const sample = editorLink({ editorUrl: url, editorPathPrefix: prefix })(exampleBelow(prefix), 42);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!admin || problem) {
      return;
    }
    setState('saving');
    setState(await saveSettings(meta, { editorUrl: url.trim(), editorPathPrefix: prefix.trim() }));
  };
  const edit = (set: (value: string) => void) => (event: FormEvent<HTMLInputElement>) => {
    set(event.currentTarget.value);
    setState('idle');
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <FieldSet label="Links from stack traces" disabled={!admin}>
        <Field
          label="URL of a place in the code"
          description="{file} is the full path on the server, {path} what follows the folder below, {line} the line. Empty for no links."
          invalid={problem !== null}
          error={problem}
        >
          <Input
            id="editor-url"
            value={url}
            width={70}
            placeholder="https://github.com/acme/shop/blob/main/{path}#L{line}"
            onChange={edit(setUrl)}
          />
        </Field>
        <Field
          label="Folder of the shop on the server"
          description="What {path} leaves out of the beginning: the folder that is the repository's root."
        >
          <Input id="editor-path-prefix" value={prefix} width={70} placeholder="/srv/shop" onChange={edit(setPrefix)} />
        </Field>
        {sample && (
          <p>
            <Text color="secondary">For example:</Text> <Text variant="code">{sample}</Text>
          </p>
        )}
        <p>
          <Text color="secondary">
            Editors work as well: phpstorm://open?file=/home/me/shop/{'{path}'}&amp;line={'{line}'} or
            vscode://file/home/me/shop/{'{path}'}:{'{line}'}
          </Text>
        </p>
      </FieldSet>
      <Stack gap={2} alignItems="center">
        <Button type="submit" disabled={!admin || problem !== null || state === 'saving'}>
          Save settings
        </Button>
        <span role="status">
          {!admin && <Text color="secondary">Administrators of this Grafana can change it.</Text>}
          {state === 'saved' && (
            <Text color="success">Saved. Pages that are open take it on when they are reloaded.</Text>
          )}
          {state instanceof Error && <Text color="error">Not saved: {state.message}</Text>}
        </span>
      </Stack>
    </form>
  );
}

function exampleBelow(prefix: string): string {
  return `${prefix.trim().replace(/\/$/, '')}/${example}`;
}
