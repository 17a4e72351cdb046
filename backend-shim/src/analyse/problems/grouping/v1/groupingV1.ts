import { createHash } from 'node:crypto';
import type { ToldException } from '../../../join/StackText.ts';
import type { Group, GroupedFailure, Grouping } from '../Grouping.ts';
import { callSiteOf, inApp, placeOf } from './callSite.ts';
import { codeOwner } from './codeOwner.ts';
import { databaseErrorOf } from './databaseError.ts';
import { baseName } from './frameName.ts';
import { httpClientErrorOf } from './httpClientError.ts';
import { pathInStore } from './pathInStore.ts';
import { messageKey, titleOf } from './messagePattern.ts';
import { thrownPhpErrorOf } from './thrownPhpError.ts';

/**
 * Version 1. Frozen: what these files answer stands as problems' ids in databases, and `docs/grouping.md` describes it.
 * A rule that shall be another is another version, in a folder of its own.
 */
export const groupingV1: Grouping = {
  version: 1,
  group,
  titleOf,
  placeOf,
  inApp,
  isHelper: (frame) => codeOwner(frame.function) === 'helper',
};

function group(failure: GroupedFailure): Group {
  return { problemId: problemId(keyOf(failure)), title: headline(failure) };
}

/** Begins with what kind of failure it is; the version comes before it. */
function keyOf(failure: GroupedFailure): string[] {
  switch (failure.kind) {
    case 'exception':
      return exceptionKey(failure.chain);
    case 'php':
      return phpKey(failure);
    case 'log':
      return ['log', messageKey(failure.text)];
    case 'http':
      return ['http', String(failure.status), failure.route ?? ''];
  }
}

/** The same whether the error was logged or, in developer mode, thrown. */
function phpKey({ level, file, line }: { level: string; file: string; line: number }): string[] {
  return ['php', level, pathInStore(file), String(line)];
}

/** A message is no part of it, but where nothing else is known. */
function exceptionKey(chain: ToldException[]): string[] {
  const phpError = thrownPhpErrorOf(chain);
  if (phpError) {
    return phpKey(phpError);
  }
  const site = callSiteOf(chain);
  const database = databaseErrorOf(chain);
  if (database) {
    return ['database', ...database, ...site];
  }
  const http = httpClientErrorOf(chain);
  if (http) {
    return ['http-client', ...http, ...site];
  }
  const { type, message } = chain.at(-1)!;
  return ['exception', type, ...(site.length > 0 ? site : [messageKey(message)])];
}

function headline(failure: GroupedFailure): string {
  switch (failure.kind) {
    case 'exception':
      return titleOf(failure.chain[0].message) || titleOf(failure.chain[0].type) || 'Exception';
    case 'php':
      return (
        titleOf(failure.message) ||
        `${failure.level} in ${baseName(failure.file)} on line ${failure.line}`.slice(0, 200)
      );
    case 'log':
      return titleOf(failure.text) || '(no text)';
    case 'http':
      return `${failure.status ?? 'Failure'} on ${failure.route ?? 'an unknown route'}`.slice(0, 200);
  }
}

/** The first 128 bits of SHA-256, of the parts with a NUL between them. */
function problemId(key: string[]): string {
  return createHash('sha256')
    .update(['v1', ...key].join('\0'))
    .digest('hex')
    .slice(0, 32);
}
