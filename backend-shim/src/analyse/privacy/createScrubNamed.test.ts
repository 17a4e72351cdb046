import { createScrubNamed } from './createScrubNamed.ts';
import { createSecretNames } from './secretNames.ts';

const names = createSecretNames(['vat_id']);
const scrub = createScrubNamed(names, false);
const inSql = createScrubNamed(names, true);
const mentions = new RegExp(names.mentions);
const scrubNamed = (text: string) => scrub(text, mentions.test(text.toLowerCase()));

describe('the scrubber of named values', () => {
  it.each([
    ['assigned', 'password=hunter2, user=x', 'password=[token], user=x'],
    ['with commas and brackets in it', 'password=hun,ter2) and pwd=hun)ter(2', 'password=[token]) and pwd=[token]'],
    ['with quotes in it', "PASSWORD='hunter\\'2' and password=hun'ter", 'PASSWORD=[token] and password=[token]'],
    ['of a form', 'USER=kim&PWD=hunter2&SIGNATURE=abc', 'USER=kim&PWD=[token]&SIGNATURE=[token]'],
    ['of a form, encoded', 'login%5Bpassword%5D=hunter2&x=1', 'login%5Bpassword%5D=[token]&x=1'],
    ['of an array in a form', 'login[password]=hunter2&x=1', 'login[password]=[token]&x=1'],
    ['said', 'API token: a1b2c3d4', 'API token: [token]'],
    ['said, of letters alone', 'Password: correcthorse', 'Password: [token]'],
    ['said in quotes', `wrong password "hunter2", token is 'abc123def'`, `wrong password [token], token is [token]`],
    [
      'said without any mark',
      'tried password hunter2x! and the token is abc123.',
      'tried password [token] and the token is [token].',
    ],
    ['in a header', 'X-Api-Key: abcdef', 'X-Api-Key: [token]'],
    ['in JSON', '{"api_key": "a b\\"c", "n": 1}', '{"api_key": [token], "n": 1}'],
    ['in JSON within JSON', '{\\"password\\":\\"hun\\\\\\"ter2\\",\\"n\\":1}', '{\\"password\\":[token],\\"n\\":1}'],
    ['that is a number', '{"cvv": 123, "pin": 4711}', '{"cvv": [token], "pin": [token]}'],
    ['that is an object', '{"credentials": {"a": "b"}, "n": 1}', '{"credentials": [token], "n": 1}'],
    ['as PHP writes arrays', "['password' => 'x y', 'a' => 1]", "['password' => [token], 'a' => 1]"],
    ['as print_r does', '[password] => hunter2 and more\n[a] => 1', '[password] => [token]\n[a] => 1'],
    [
      'as print_r does, in one line',
      'Array ( [password] => hunter 2 [a] => b )',
      'Array ( [password] => [token] [a] => b )',
    ],
    ['as var_dump does', '["password"]=> string(7) "hunter2" ["a"]', '["password"]=> [token] ["a"]'],
    ['as serialize does', 'a:1:{s:8:"password";s:7:"hunter2";}', 'a:1:{s:8:"password";s:7:[token];}'],
    ['in XML', '<ns:Password a="b">hunter2</ns:Password>', '<ns:Password a="b">[token]</ns:Password>'],
    ['in CDATA', '<password><![CDATA[hun</ter2]]></password>', '<password>[token]</password>'],
    ['in escaped XML', '&lt;password&gt;hunter2&lt;/password&gt;', '&lt;password&gt;[token]&lt;/password&gt;'],
    ['of options', 'run --password hunter2 --token=abc -x', 'run --password [token] --token=[token] -x'],
    [
      'of a database client',
      "mysqldump -u root -phunter2 shop; mysql -p'a b' x",
      'mysqldump -u root -p[token] shop; mysql -p[token] x',
    ],
    ['of PHP code', "$dbPassword = 'hunter2';", '$dbPassword = [token];'],
    [
      'in a path',
      'GET /customer/resetpassword/token/hunter22 failed',
      'GET /customer/resetpassword/token/[token] failed',
    ],
    ['short codes', 'cvv 123, CVC: 4567, OTP code 123456', 'cvv [token], CVC: [token], OTP code [token]'],
    ['of cookies, cards and accounts', 'cookie=a cc_number=1 iban=x', 'cookie=[cookie] cc_number=[card] iban=[iban]'],
    ["of names of one's own", 'vatId=ATU1, customer_vat_id: ATU12345678', 'vatId=[token], customer_vat_id: [token]'],
    ['that never end', '{"password":"hunter2 and so on', '{"password":[token]'],
    ['behind a placeholder', 'password=[token]hunter2', 'password=[token]'],
  ])('replaces values %s', (_what, text, scrubbed) => {
    expect(scrubNamed(text)).toBe(scrubbed);
    expect(scrubNamed(scrubbed)).toBe(scrubbed);
  });

  it.each([
    'Invalid token: expired',
    'Undefined array key "password"',
    'Undefined variable $token',
    'syntax error, unexpected token "endforeach", expecting end of file',
    'InvalidTokenException: The token is gone',
    'Session 2 of 5, the password is too short, the secret of half-life',
    'Acme\\Token: bad thing123',
    'Acme_Token::secret: thing123',
    "Access denied for user 'shop'@'localhost' (using password: YES)",
    'token_count=5 password_length: 12, tokenizer=php8',
    "Column 'secret' cannot be null",
    'Passwords do not match.',
    'app/code/local/Acme/Module1/etc/config.xml',
    '{"password": null, "token": false}',
    'SameSite cookie attribute downgraded from None to Lax',
    'cache_key=abc primary_key: 5',
    'secretary=kim',
  ])('keeps %s', (text) => {
    expect(scrubNamed(text)).toBe(text);
  });

  it('keeps columns and functions of SQL', () => {
    const sql = 'UPDATE a SET password=?, token = VALUES(token) WHERE a.token=b.token AND secret=`c`';
    expect(inSql(sql, true)).toBe(sql);
    expect(inSql("token='x'", true)).toBe('token=[token]');
  });
});
