import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, Text, TextArea, useStyles2 } from '@grafana/ui';
import React, { useState, type FormEvent } from 'react';
import type { Activity } from '../../../contract/problems';
import { mayTriage, whoMayTriage } from '../access/mayTriage';
import { Section } from '../layout/Section';
import { EmptyNote } from '../state/EmptyNote';
import { LongText } from '../text/LongText';
import { plural } from '../text/plural';
import { ShopText } from '../text/ShopText';
import { TimeAgo } from '../text/TimeAgo';
import { activityIcon, describeActivity } from './describeActivity';

interface Props {
  /** Newest first. */
  activity: Activity[];
  /** A note is on its way. */
  pending: boolean;
  /** Stores a note; whether it was stored. */
  onNote: (text: string) => Promise<boolean>;
}

const shownAtFirst = 10;
const longestNote = 10_000;

/** Who did what with the problem and when, and a way to add a note. */
export function ActivityLog({ activity, pending, onNote }: Props) {
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  const shown = all ? activity : activity.slice(0, shownAtFirst);
  return (
    <Section title="Notes and activity">
      <NoteForm pending={pending} onNote={onNote} />
      {activity.length === 0 ? (
        <EmptyNote>Nobody has done anything with it yet.</EmptyNote>
      ) : (
        <ol className={styles.list} aria-label="Activity">
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
      {activity.length > shown.length && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setAll(true)}>
          {`Show ${plural(activity.length - shown.length, 'earlier one')}`}
        </Button>
      )}
    </Section>
  );
}

function Entry({ entry: { kind, actor, at, data } }: { entry: Activity }) {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.entry}>
      <Icon name={activityIcon(kind)} aria-hidden />
      <div>
        {actor !== null && (
          <>
            <Text weight="medium">
              <ShopText>{actor}</ShopText>
            </Text>{' '}
          </>
        )}
        <ShopText>{describeActivity(kind, data, actor !== null)}</ShopText>{' '}
        <Text variant="bodySmall" color="secondary">
          <TimeAgo time={at} />
        </Text>
        {kind === 'note' && typeof data.text === 'string' && (
          <div className={styles.note}>
            <LongText limit={1_000}>{data.text}</LongText>
          </div>
        )}
      </div>
    </li>
  );
}

function NoteForm({ pending, onNote }: Pick<Props, 'pending' | 'onNote'>) {
  const styles = useStyles2(getStyles);
  const [text, setText] = useState('');
  const allowed = mayTriage();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // What was not stored stays, to be sent again.
    if (text.trim() !== '' && (await onNote(text.trim()))) {
      setText('');
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form}>
      <TextArea
        aria-label="Note"
        placeholder={allowed ? 'What you found out, for the others' : whoMayTriage}
        rows={2}
        maxLength={longestNote}
        value={text}
        disabled={!allowed}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="secondary" disabled={!allowed || pending || text.trim() === ''}>
        Add note
      </Button>
    </form>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(1),
  }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  entry: css({ display: 'flex', gap: theme.spacing(1), padding: theme.spacing(0.5, 0) }),
  note: css({
    marginTop: theme.spacing(0.5),
    padding: theme.spacing(0.5, 1),
    borderLeft: `${theme.spacing(0.25)} solid ${theme.colors.border.strong}`,
  }),
});
