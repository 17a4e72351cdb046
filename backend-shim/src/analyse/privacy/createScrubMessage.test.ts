import { createScrubber } from './createScrubber.ts';

const { message: scrubMessage } = createScrubber();

describe('the scrubber of messages', () => {
  it.each([
    [
      'a duplicate entry, whatever quotes it holds',
      `SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry 'O'Neil "x"-1' for key 'customer.UNQ_EMAIL'`,
      `SQLSTATE[23000]: Integrity constraint violation: 1062 Duplicate entry '?' for key 'customer.UNQ_EMAIL'`,
    ],
    [
      'a duplicate entry that was cut',
      `SQLSTATE[23000]: 1062 Duplicate entry 'secret and no`,
      `SQLSTATE[23000]: 1062 Duplicate entry '?'`,
    ],
    [
      'a wrong value',
      `SQLSTATE[22007]: Invalid datetime format: 1292 Incorrect datetime value: 'secret' for column 'created_at' at row 1`,
      `SQLSTATE[22007]: Invalid datetime format: 1292 Incorrect datetime value: '?' for column 'created_at' at row 1`,
    ],
    [
      'what stands near a mistake',
      `SQLSTATE[42000]: Syntax error: 1064 You have an error in your SQL syntax; check near 'secret' AND b='c' at line 1`,
      `SQLSTATE[42000]: Syntax error: 1064 You have an error in your SQL syntax; check near '?' at line 1`,
    ],
    [
      'a statement after the name of a clause',
      "SQLSTATE[42S22]: 1054 Unknown column 'a' in 'SELECT', query was: SELECT `a` FROM `t` WHERE b = 'secret'",
      "SQLSTATE[42S22]: 1054 Unknown column 'a' in 'SELECT', query was: SELECT `a` FROM `t` WHERE b = ?",
    ],
    [
      'a statement in small letters after the name of a clause',
      "SQLSTATE[42S22]: 1054 Unknown column 'a' in 'SELECT': delete from t where b = 'secret'",
      "SQLSTATE[42S22]: 1054 Unknown column 'a' in 'SELECT': delete from t where b = ?",
    ],
    [
      'statements that stand near a mistake',
      "SQLSTATE[42000]: 1064 near 'SELECT a FROM b WHERE c = 'x'' at line 1, query was: SELECT SELECT a FROM b WHERE c = 'secret'",
      "SQLSTATE[42000]: 1064 near '?' at line 1, query was: SELECT SELECT a FROM b WHERE c = ?",
    ],
    [
      'what stands near a mistake and was cut',
      "SQLSTATE[42000]: 1064 near 'WHERE c = secret",
      "SQLSTATE[42000]: 1064 near '?'",
    ],
    [
      'a duplicate entry that looks like a statement',
      "SQLSTATE[23000]: 1062 Duplicate entry 'SELECT it FROM me' for key 'k', query was: INSERT INTO t VALUES ('secret')",
      "SQLSTATE[23000]: 1062 Duplicate entry '?' for key 'k', query was: INSERT INTO t VALUES (?)",
    ],
    [
      'a statement, in capitals',
      "Import failed, query was: INSERT INTO `t` (`a`) VALUES ('secret', 5)",
      'Import failed, query was: INSERT INTO `t` (`a`) VALUES (?)',
    ],
    [
      'a statement, in small letters',
      "failed: update t set a = 'secret' where b=5",
      'failed: update t set a = ? where b=?',
    ],
    [
      'what was bound to a statement',
      'SQL: SELECT a FROM b WHERE c=?\nBIND: Array\n(\n    [0] => secret\n)\n',
      'SQL: SELECT a FROM b WHERE c=? BIND: ?',
    ],
    [
      'a duplicate entry that nobody says SQL of',
      "Cannot save: Duplicate entry 'secret' for key 'email'",
      "Cannot save: Duplicate entry '?' for key 'email'",
    ],
    [
      'the arguments of calls within a message',
      "It failed:\n#0 /srv/a.php(12): A->b('secret', 5)\n#1 [internal function]: {closure:/srv/a.php:3}('secret')\n#2 {main}",
      'It failed:\n#0 /srv/a.php(12): A->b()\n#1 [internal function]: {closure:/srv/a.php:3}()\n#2 {main}',
    ],
  ])('drops %s', (_what, message, scrubbed) => {
    expect(scrubMessage(message)).toBe(scrubbed);
  });

  it.each([
    "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'shop.acme_missing' doesn't exist",
    "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'a.b' in 'where clause'",
    'SQLSTATE[23000]: 1452 a foreign key constraint fails (`shop`.`t`, CONSTRAINT `FK_A` FOREIGN KEY (`a`) REFERENCES `b` (`id`))',
    "SQLSTATE[42S22]: Column not found: 1054 Unknown column 'a' in 'SELECT'",
    "Unknown column 'a' in 'SELECT', though it was asked FROM there",
    'SQLSTATE[HY000] [2002] Connection refused',
    'Please select a product from the list',
    "Update the 'tax' setting of store 2",
    'Undefined array key "roast"',
  ])('keeps %s', (message) => {
    expect(scrubMessage(message)).toBe(message);
  });

  it("keeps the place of PHP's errors, also where their message is a statement", () => {
    expect(scrubMessage("Warning: SELECT a FROM b WHERE c='secret'  in /srv/store/app/x.php on line 17")).toBe(
      'Warning: SELECT a FROM b WHERE c=?  in /srv/store/app/x.php on line 17'
    );
  });

  it('cuts in the middle and says how much is missing', () => {
    const message = scrubMessage(`begin ${'x y '.repeat(12_000)} end`);
    expect(message.length).toBeLessThanOrEqual(4_096);
    expect(message).toMatch(/^begin .*characters left out.* end$/);
  });

  it('scrubs what is said before a statement as text, and the statement as one', () => {
    expect(scrubMessage("password=hunter2: UPDATE a SET token=VALUES(token), b='c' WHERE password_hash = ?")).toBe(
      'password=[token] UPDATE a SET token=VALUES(token), b=? WHERE password_hash = ?'
    );
  });

  it('reads long and hostile texts in no time worth naming', () => {
    const texts = [
      'SELECT '.repeat(5_000),
      "'".repeat(40_000),
      'a in '.repeat(9_000),
      'token: '.repeat(9_000),
      '@'.repeat(40_000),
      'a@b.'.repeat(9_000),
    ];
    texts.forEach((text) => expect(scrubMessage(text).length).toBeLessThanOrEqual(4_096));
  });
});
