import { boundChain } from '../join/boundChain.ts';
import { formatLogStack, formatTrace, parseLogStack, parseTrace } from '../join/logStack.ts';
import { formatSpanStack, parseSpanStack } from '../join/spanStack.ts';
import type { ToldException } from '../join/StackText.ts';
import { cleanText } from './cleanText.ts';
import { boundText } from './boundText.ts';
import { remember } from './remember.ts';
import type { ScrubMessage } from './createScrubMessage.ts';
import type { ScrubText } from './createScrubText.ts';

const maxText = 65_536;
/** Longer texts are cut before they are read. */
const maxRead = 524_288;
/** A store logs the same few texts with every request, and a fault the same stack. */
const mostKept = 500;
const longestKept = 16_384;

const separators = /::|->|\\/g;
/** Names and paths as code has them, which is nearly all: of others a secret may be a part. */
const ofCode = /^[\w\\:>{}()./$#[\],-]*$/;
const longNumber = /\d[\d.:\\-]{6}/;

export interface ScrubStack {
  /**
   * A log record's text without secrets. Of an exception each message is scrubbed by itself, as the same message is on a
   * span, and the arguments of calls are dropped; of other text at most 4,096 characters are kept.
   */
  logText: (text: string) => string;
  /**
   * `exception.stacktrace` of a span event without secrets: in the form of OpenTelemetry's SDK, or in one of PHP's own,
   * of which the arguments of calls are dropped. A text of another form is scrubbed as a message.
   */
  spanStack: (text: string) => string;
}

export function createScrubStack(scrubText: ScrubText, scrubMessage: ScrubMessage): ScrubStack {
  function scrubLogText(text: string): string {
    const logged = parseLogStack(cleanText(boundText(text, maxRead)));
    if (!logged) {
      return scrubMessage(text);
    }
    return boundText(
      formatLogStack({
        prefix: scrubMessage(logged.prefix),
        chain: scrubChain(logged.chain, false),
        rest: logged.rest.trim() === '' ? '' : scrubMessage(logged.rest),
      }),
      maxText
    );
  }

  function scrubSpanText(text: string): string {
    const readable = cleanText(boundText(text, maxRead));
    const chain = parseSpanStack(readable);
    if (chain.length > 0) {
      return boundText(formatSpanStack(scrubChain(chain, true)), maxText);
    }
    if (parseLogStack(readable)) {
      return logText(text);
    }
    const trace = parseTrace(readable);
    return trace ? boundText(formatTrace(scrubChain([trace], false)[0]), maxText) : scrubMessage(text);
  }

  /** @param isDotted - whether names are written with dots: in a text that is no stack they may be an address's */
  function scrubChain(chain: ToldException[], isDotted: boolean): ToldException[] {
    const scrubName = (name: string): string =>
      isOfCode(name) ? name : scrubText(isDotted ? name.replace(separators, '.') : name);
    const scrubFile = (file: string): string => (isOfCode(file) ? file : scrubText(file));
    return boundChain(chain).map((exception) => ({
      type: scrubName(exception.type),
      message: scrubMessage(exception.message),
      file: scrubFile(exception.file),
      line: exception.line,
      frames: exception.frames.map(({ function: name, file, line }) => ({
        function: scrubName(name),
        file: scrubFile(file),
        line,
      })),
    }));
  }

  const logText = remember(scrubLogText, mostKept, longestKept);
  return { logText, spanStack: remember(scrubSpanText, mostKept, longestKept) };
}

function isOfCode(name: string): boolean {
  return ofCode.test(name) && !longNumber.test(name);
}
