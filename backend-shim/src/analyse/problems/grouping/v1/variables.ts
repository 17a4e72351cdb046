const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?';
const weekday = String.raw`(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?`;
const clock = String.raw`\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:\s?[AaPp][Mm]\b)?`;
const zones = 'GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|CET|CEST|EET|EEST|WET|WEST|BST|IST|MSK|JST|KST|AEST|AEDT|NZST|NZDT';
const zone = String.raw`(?:\s?(?:Z\b|(?:UTC|GMT|Z)?[+-]\d{2}:?\d{2}\b|(?:UTC|${zones})\b)(?: \([A-Z][\w ]{2,40}\))?)?`;
const year = String.raw`(?:,?[ -]\d{4}\b|,?[ -]\d{2}\b(?!:))?`;
const numberText = String.raw`\d(?:[\d.,']*\d)?`;
const symbols = '[$€£¥₹₽₩₺₴₪฿₫₱₦₡₲₵₸₼]';
const codes =
  'AED|ARS|AUD|BGN|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EGP|EUR|GBP|HKD|HRK|HUF|IDR|ILS|INR|ISK|JPY|KRW|MAD|MXN|MYR|NOK|NZD|PLN|QAR|RON|RSD|RUB|SAR|SEK|SGD|THB|TWD|UAH|USD|VND|ZAR';
const group = '[0-9a-f]{1,4}';
const pathPart = String.raw`[\w.@%+~$=[\]-]+`;
const pathStart = String.raw`(?<![\w<>.:~/\\)-])`;

/** A message's variable parts and what stands for them, in this order: what contains another one stands before it. */
export const variables: ReadonlyArray<readonly [RegExp, string]> = [
  // What a service answered, or a dump of values: to its end.
  [/(?:\{\s*"|\[\s*[{["]|\b[aO]:\d+:[{"])(?:.*[}\]]|.*$)/g, '<data>'],
  [/\b[a-z][a-z0-9+.-]{1,15}:\/\/[^\s"'<>`]*(?:(?<=\[\w{1,20})\]|[^\s"'<>`).,;:!?\]])/gi, '<url>'],
  // Source files keep their names: they are part of the code.
  [
    new RegExp(String.raw`${pathStart}(?:[A-Za-z]:)?[\\/](?:${pathPart}[\\/])+([\w.-]+\.(?:php|phtml|xml))\b`, 'g'),
    '<path>/$1',
  ],
  [
    new RegExp(
      String.raw`${pathStart}(?:[A-Za-z]:[\\/](?:[\w.@%+~$= -]+[\\/])*|\/(?:${pathPart}\/)+)(?:[\w.@%+~$=-]*[\w@%+~$=-])?`,
      'g'
    ),
    '<path>',
  ],
  [/\[email(?:[:#][\w-]+)?\]/gi, '<email>'],
  [/\[ip(?:[:#][\w-]+)?\](?::\d{1,5}\b)?/gi, '<ip>'],
  [/\[(?:token|card|iban|key|secret|password|cookie|phone)(?:[:#][\w-]+)?\]/gi, '<secret>'],
  [/(?<![\w.%+-])[\w.!#$%&'*+=?^{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '<email>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<uuid>'],
  [/(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)(?::\d{1,5}\b)?/g, '<ip>'],
  [new RegExp(String.raw`\b\d{4}-\d{2}-\d{2}(?:[T ]${clock}${zone})?(?!\w)`, 'g'), '<date>'],
  [new RegExp(String.raw`\b\d{8}[T ]\d{6}${zone}(?!\w)`, 'g'), '<date>'],
  [new RegExp(String.raw`\b\d{1,4}[./]\d{1,2}[./]\d{2,4}(?:,? ${clock}${zone})?(?![\w.])`, 'g'), '<date>'],
  [
    new RegExp(
      String.raw`\b${weekday}(?:(?:${months})\.? \d{1,2}(?:st|nd|rd|th)?|\d{1,2}(?:st|nd|rd|th)?\.?[ -](?:${months}))\b${year}(?:,? ${clock}${zone})?`,
      'g'
    ),
    '<date>',
  ],
  // As intervals are written.
  [/\bP(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?(?!\w)/g, '<duration>'],
  [/\b\d+h ?\d+m(?:in)?(?: ?\d+(?:\.\d+)?s)?\b|\b\d+m(?:in)? ?\d+(?:\.\d+)?s\b/g, '<duration>'],
  [new RegExp(String.raw`(?<![\w:])${clock}${zone}(?![\w:])`, 'g'), '<time>'],
  [
    new RegExp(
      String.raw`(?<![\w:])(?=[0-9a-f:]*\d)(?:(?:${group}:){3,7}${group}|(?:${group}(?::${group})*)?::(?:${group}(?::${group})*:?)?(?:<ip>)?)(?:\/\d{1,3})?(?![\w:])`,
      'gi'
    ),
    '<ip>',
  ],
  [
    new RegExp(
      String.raw`[-+]?${symbols}\s?-?${numberText}|(?<![\w<])[-+]?${numberText}\s?(?:${symbols}|(?:${codes}|zł|Kč|kr|Ft|lei)(?![\w]))|\b(?:${codes})\s?-?${numberText}`,
      'g'
    ),
    '<amount>',
  ],
  [
    new RegExp(
      String.raw`\b${numberText}\s?(?:ns|µs|us|ms|msecs?|milliseconds?|microseconds?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?)\b`,
      'g'
    ),
    '<duration>',
  ],
  [new RegExp(String.raw`\b${numberText}\s?(?:[kKMGT]i?B|[kMG]b|[Bb]ytes?|B)\b`, 'g'), '<size>'],
  [/\b0x[0-9a-f]+\b/gi, '<hex>'],
  [/(?<![A-Za-z0-9<])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{4,}(?![A-Za-z0-9])/gi, '<hex>'],
  [/(?<![A-Za-z0-9<])(?:[a-f]{8,}|[A-F]{8,})(?![A-Za-z0-9>])/g, '<hex>'],
];
