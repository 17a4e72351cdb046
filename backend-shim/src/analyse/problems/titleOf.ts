const maxTitle = 200;

const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:\s?[AaPp][Mm]\b)?`;
const zone = String.raw`(?:\s?(?:Z\b|UTC\b|GMT\b|[+-]\d{2}:?\d{2}\b))?`;
const numberText = String.raw`\d(?:[\d.,']*\d)?`;

/** In this order: what contains another one stands before it. */
const variables: Array<[RegExp, string]> = [
  [/\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>]+/gi, '<url>'],
  [/\[email\]/g, '<email>'],
  [/\[(?:token|card)\]/g, '<secret>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [new RegExp(String.raw`\b\d{4}-\d{2}-\d{2}(?:[T ]${clock}${zone})?(?!\w)`, 'g'), '<date>'],
  [new RegExp(String.raw`\b\d{1,4}[./]\d{1,2}[./]\d{2,4}(?:,? ${clock}${zone})?(?![\w.])`, 'g'), '<date>'],
  [
    new RegExp(
      String.raw`\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:(?:${months})\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}\.? (?:${months}))\b(?:,? \d{4}\b)?(?:,? ${clock}${zone})?`,
      'g'
    ),
    '<date>',
  ],
  [new RegExp(String.raw`\b${clock}${zone}(?!\w)`, 'g'), '<time>'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b(?::\d{1,5}\b)?/g, '<ip>'],
  [
    new RegExp(
      String.raw`(?:[$€£¥₹]\s?-?${numberText})|\b${numberText}\s?(?:[€£¥₹$]|(?:USD|EUR|GBP|CHF|JPY|AUD|CAD|PLN|SEK|NOK|DKK|CZK|INR|BRL|CNY)\b)|\b(?:USD|EUR|GBP|CHF|JPY|AUD|CAD|PLN|SEK|NOK|DKK|CZK|INR|BRL|CNY)\s?-?${numberText}`,
      'g'
    ),
    '<amount>',
  ],
  [
    new RegExp(
      String.raw`\b${numberText}\s?(?:µs|us|ms|msecs?|milliseconds?|microseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?)\b`,
      'g'
    ),
    '<duration>',
  ],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/(?<![\w-])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}(?![\w-])/gi, '<hex>'],
];
const codeNameBefore =
  /\b(?:table|column|key|index|method|function|class|interface|property|variable|constant|offset|argument|parameter|extension|module|template|block|attribute|field|model|helper|array|of type)s?:?\s*$/i;
const quoted = /(?<![\p{L}\p{N}])(?:"[^"\n]*"|'[^'\n]*'(?![\p{L}\p{N}])|`[^`\n]*`|“[^”\n]*”|«[^»\n]*»|‘[^’\n]*’)/gu;
const codeName = /^.[A-Za-z_\\][\w\\.:/-]*.$/;
/** `Unknown column 'a' in 'where clause'`: MySQL's own name for a part of the statement. */
const clauseBefore = /\b(?:column|table) '[^']*' in\s*$/i;
const clauseName = /^'[A-Za-z][A-Za-z /]{1,40}'$/;
const placeholder = /^.<\w+>.$/;
/** Numbers that say what is wrong, not with what. */
const codeNumberBefore =
  /(?:\bHTTP\/(?:[\d.]+ )?|\b(?:status|error|errno|code|argument)(?: code)?:? ?#?|SQLSTATE\[(?:\w*\][^\d]*)?)$/i;
const anyNumber = /(?<![\w<])[-+]?\d(?:[\d.,]*\d)?%?(?![\w>])|(?<=[A-Za-z_#/-])\d{3,}(?!\w)/g;

/**
 * The message as a problem's headline: its first line with what varies from one occurrence to the next replaced, so
 * that `order 100000029 failed after 5.2 s` reads `order <n> failed after <duration>`. At most 200 characters.
 */
export function titleOf(message: string): string {
  const line = message.split('\n').find((candidate) => candidate.trim() !== '') ?? '';
  let title = line.slice(0, 2_000).replace(/\s+/g, ' ').trim();
  for (const [pattern, replacement] of variables) {
    title = title.replace(pattern, replacement);
  }
  // Names in the code say what the problem is; other quoted text is what it happened with.
  title = title.replace(quoted, (whole, at: number) =>
    placeholder.test(whole) ||
    (codeName.test(whole) && codeNameBefore.test(before(title, at))) ||
    (clauseName.test(whole) && clauseBefore.test(before(title, at)))
      ? whole
      : `${whole[0]}<value>${whole.at(-1)}`
  );
  title = title.replace(anyNumber, (whole, at: number) => (codeNumberBefore.test(before(title, at)) ? whole : '<n>'));
  return title.length > maxTitle ? `${title.slice(0, maxTitle - 1)}…`.toWellFormed() : title;
}

function before(title: string, at: number): string {
  return title.slice(Math.max(0, at - 96), at);
}
