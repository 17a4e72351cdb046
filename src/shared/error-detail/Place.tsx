import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { editorLink } from '../settings/editorLink';
import { useAppSettings } from '../settings/useAppSettings';
import { ShopText } from '../text/ShopText';
import { formatFile } from './formatStack';

interface Props {
  file: string;
  line: number;
  className?: string;
}

/** `path:line`, leading to the editor or repository where the settings have a template and the path is whole. */
export function Place({ file, line, className }: Props) {
  const styles = useStyles2(getStyles);
  const href = editorLink(useAppSettings())(file, line);
  const text = <ShopText className={className}>{formatFile(file, line)}</ShopText>;
  if (!href) {
    return text;
  }
  // A program of the developer needs no tab: it would stay empty.
  const tab = /^https?:/i.test(href) ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return (
    <a href={href} className={styles} {...tab}>
      {text}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ color: theme.colors.text.link, textDecoration: 'underline', '&:hover': { textDecoration: 'none' } });
