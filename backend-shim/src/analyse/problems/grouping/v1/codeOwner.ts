/**
 * Whose code a frame is. Only the function's name is asked, never the path: spans tell base names alone, and the same
 * failure must be judged alike whether a span or a log record tells it.
 *
 * - `module`: of the shop or of a module in it; what is on no list.
 * - `core`: Maho's own modules.
 * - `framework`: parts of Maho through which every request passes, or that fail for what their caller asked.
 * - `library`: what Composer brings along, Maho's own library, PHP's classes.
 * - `helper`: only throws, logs or handles for its caller.
 */
export type CodeOwner = 'module' | 'core' | 'framework' | 'library' | 'helper';

/** First part of the namespace of what Maho and its modules bring along through Composer, and of Maho's own library. */
const libraries = new Set(
  (
    'Algolia AltchaOrg Amp ApiPlatform Aws BaconQrCode Braintree Brick CBOR Carbon Composer Core CoreInterfaces Cose DASPRiD ' +
    'Doctrine Dompdf Egulias Elastic Elasticsearch Evenement FastRoute Firebase FontLib GPBMetadata Google GraphQL Grpc ' +
    'GuzzleHttp Http Illuminate Intervention JsonSchema Klarna Laminas Lcobucci League Maho MahoCLI Masterminds ' +
    'MatthiasMullie Mcp Mollie Monolog Mpdf Negotiation Nelmio Nette Nyholm OTPHP OpenSearch OpenTelemetry Opis PHPUnit ' +
    'ParagonIE PayPal PaypalServerSdkLib Pelago PhpOffice PhpUnitsOfMeasure Picqer Predis Psr Psy Ramsey React Rs ' +
    'Sabberworm Safe ScssPhp SendGrid Sentry Spatie SpomkyLabs Stripe Svg Symfony TheCodingMachine Twig Twilio Unirest ' +
    'Webauthn Webmozart Zxing apimatic cbschuld lbuchs phpseclib phpseclib3 setasign'
  ).split(' ')
);
const oldLibraries =
  /^(?:Cm|Credis|FPDF|HTMLPurifier|Less|Mustache|PHPUnit|Smarty|Swift|TCPDF|Twig|Varien|Zend)(?:_|$)|^__TwigTemplate_/;

/** Classes that PHP and its extensions bring along, by name or by the beginning of their family's names. */
const php =
  /^(?:PDO|PDOStatement|PDORow|mysqli(?:_\w+)?|SQLite3\w*|Redis(?:Array|Cluster|Sentinel)?|Memcached?|AMQP[A-Z]\w*|Soap(?:Client|Server|Fault|Header|Param|Var)|DOM[A-Z]\w*|XMLReader|XMLWriter|XSLTProcessor|SimpleXML(?:Element|Iterator)|Imagick\w*|Gmagick\w*|ZipArchive|Phar(?:Data|FileInfo)?|Intl[A-Z]\w*|Collator|Locale|NumberFormatter|MessageFormatter|Normalizer|Transliterator|Date(?:Time|TimeImmutable|TimeZone|Interval|Period)|Spl[A-Z]\w*|Array(?:Object|Iterator)|Reflection(?:[A-Z]\w*)?|Closure|Generator|Fiber|WeakMap|WeakReference|SessionHandler|CURL(?:File|StringFile)|finfo|tidy|FFI)$/;
const phpNamespaces = /^(?:Dom|FFI|Pdo|Random|Uri)\\/;

const framework =
  /^(?:Mage|Maho|Maho_OpenTelemetry_\w+|Mage_Core_(?:Controller_\w+|Model_(?:App(?:_\w+)?|Abstract|Resource_\w+|Layout(?:_\w+)?|Logger|Config(?:_\w+)?|Factory)|Block_(?:Abstract|Template|Text_List))|Mage_Eav_Model_Entity_(?:Abstract|Collection_Abstract)|Mage_Cron_Model_\w+)$/;
const core = /^(?:Mage|Maho)_/;
const coreFunctions =
  /^(?:__|destruct|uc_words|is_empty_date|mageDebugBacktrace|mageSendErrorHeader|mageSendErrorFooter|mageDelTree|mageParseCsv|isDirWriteable)$/;
const helperMethod =
  /^(?:_?(?:throw|raise)(?:[A-Z_]\w*)?|logException|mageCoreErrorHandler|trigger_error|errorHandler|handleError)$/;

const closure = '{closure:';
/** Of a class that extends none; PHP tells its file in the name, and so do spans. */
const anonymous = 'class@anonymous';

/** The same functions stand in every stack. */
const known = new Map<string, CodeOwner>();
const mostKnown = 20_000;
/** Of longer ones the beginning tells enough. */
const longestName = 500;

/** `told` as frames tell it: `Class::method`, `Class->method`, a function's name or `{main}`. */
export function codeOwner(told: string): CodeOwner {
  const name = told.slice(0, longestName);
  let owner = known.get(name);
  if (!owner) {
    owner = ownerOf(name);
    if (known.size >= mostKnown) {
      known.clear();
    }
    known.set(name, owner);
  }
  return owner;
}

function ownerOf(name: string): CodeOwner {
  if (name === '{main}' || name.startsWith('…') || name === '') {
    return 'framework';
  }
  if (name.startsWith(closure)) {
    // Of no class: it belongs to the function, or to the file, that it stands in.
    const around = name.slice(closure.length).replace(/(?:\(\))?:\d+\}*$/, '');
    return around.includes('/') ? fileOwner(around) : ownerOf(around);
  }
  if (name.startsWith(anonymous)) {
    return fileOwner(name);
  }
  const { className, method } = splitName(name);
  if (
    helperMethod.test(method) ||
    /(?:Exception|Error)$/.test(className) ||
    (className === 'Mage' && method === 'exception')
  ) {
    return 'helper';
  }
  return className === '' ? (coreFunctions.test(method) ? 'core' : 'module') : classOwner(className);
}

function fileOwner(name: string): CodeOwner {
  return /\/(?:vendor|lib)\//.test(name) ? 'library' : name.includes('/app/code/core/') ? 'core' : 'module';
}

function classOwner(className: string): CodeOwner {
  if (php.test(className) || phpNamespaces.test(className)) {
    return 'library';
  }
  const namespace = className.indexOf('\\');
  if (namespace < 0 ? oldLibraries.test(className) : libraries.has(className.slice(0, namespace))) {
    return 'library';
  }
  if (framework.test(className)) {
    return 'framework';
  }
  return core.test(className) ? 'core' : 'module';
}

function splitName(name: string): { className: string; method: string } {
  const brace = name.indexOf('{');
  const head = brace < 0 ? name : name.slice(0, brace);
  const cut = head.search(/::|->(?!.*(?:::|->))/);
  if (cut < 0) {
    const namespace = head.lastIndexOf('\\');
    return { className: head.slice(0, Math.max(namespace, 0)), method: name.slice(namespace + 1) };
  }
  return {
    className: head
      .slice(0, cut)
      .replace(/^\\/, '')
      .replace(/@anonymous.*$/s, ''),
    method: name.slice(cut + 2),
  };
}
