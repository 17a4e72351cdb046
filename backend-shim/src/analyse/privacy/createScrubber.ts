import { createScrubAttributes, type ScrubAttributes } from './createScrubAttributes.ts';
import { createScrubMessage, type ScrubMessage } from './createScrubMessage.ts';
import { createScrubPath, type ScrubPath } from './createScrubPath.ts';
import { createScrubResource, type ScrubResource } from './createScrubResource.ts';
import { createScrubStack, type ScrubStack } from './createScrubStack.ts';
import { createScrubText, type ScrubText } from './createScrubText.ts';
import { noRules, type ScrubRules } from './ScrubRules.ts';
import { createSecretNames } from './secretNames.ts';

/** What leaves of each kind of text, and of attributes, that which is no secret. It remembers what it has seen. */
export interface Scrubber extends ScrubStack {
  text: ScrubText;
  path: ScrubPath;
  message: ScrubMessage;
  attributes: ScrubAttributes;
  resource: ScrubResource;
}

export function createScrubber(rules: ScrubRules = noRules): Scrubber {
  const names = createSecretNames(rules.names);
  const path = createScrubPath(names);
  const shared = { patterns: rules.patterns, names, path };
  const text = createScrubText({ ...shared, isStatement: false });
  const statement = createScrubText({ ...shared, isStatement: true });
  const message = createScrubMessage({ text, statement });
  return {
    text,
    path,
    message,
    ...createScrubStack(text, message),
    attributes: createScrubAttributes({ names, text, statement, path, message }),
    resource: createScrubResource(text),
  };
}
