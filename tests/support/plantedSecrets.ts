/** A secret, and a text as it may stand in: none of the two is real. */
export interface PlantedSecret {
  kind: string;
  /** What must not be found, in any of its forms. */
  secrets: string[];
  text: string;
}

const jsonWebToken = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.Zm9vYmFyYmF6';
const keyLine = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7Plant3dKey01';

export const plantedSecrets: PlantedSecret[] = [
  { kind: 'password', secrets: ['hunter2Wq'], text: 'login with password=hunter2Wq, user 5' },
  { kind: 'password in JSON', secrets: ['hunter3Wq'], text: 'sent {"user":5,"password":"hunter3Wq"}' },
  { kind: 'password in XML', secrets: ['hunter4Wq'], text: 'sent <Password>hunter4Wq</Password>' },
  { kind: 'password, serialised', secrets: ['hunter5Wq'], text: 'a:1:{s:8:"password";s:9:"hunter5Wq";}' },
  { kind: 'password in a command', secrets: ['hunter6Wq'], text: 'mysqldump -u root -phunter6Wq shop' },
  { kind: 'token', secrets: ['t0kenPlanted7'], text: 'access_token: t0kenPlanted7 is gone' },
  {
    kind: 'key by its form',
    secrets: ['sk_live_4eC39HqLyjWDarjtT1zdp7dc', '4eC39HqLyjWDarjtT1zdp7dc'],
    text: 'no such key sk_live_4eC39HqLyjWDarjtT1zdp7dc',
  },
  { kind: 'key by its name', secrets: ['kRYplanted19'], text: 'api_key=kRYplanted19' },
  { kind: 'session id', secrets: ['q1f7s5hjv6cs1d9l8m3t0k2u4n'], text: 'session q1f7s5hjv6cs1d9l8m3t0k2u4n not found' },
  {
    kind: 'cookie',
    secrets: ['c00kieFront', 'c00kieSecond'],
    text: 'Cookie: frontend=c00kieFront; second=c00kieSecond',
  },
  { kind: 'card', secrets: ['4111111111111111'], text: 'card 4111111111111111 declined' },
  { kind: 'card with spaces', secrets: ['5500 0000 0000 0004'], text: 'card 5500 0000 0000 0004 declined' },
  { kind: 'card with dashes', secrets: ['3782-822463-10005'], text: 'card 3782-822463-10005 declined' },
  {
    kind: 'e-mail',
    secrets: ['kim.planted@mail.example', 'kim.planted'],
    text: 'mail to kim.planted@mail.example failed',
  },
  { kind: 'IPv4', secrets: ['203.0.113.77'], text: 'refused from 203.0.113.77:4711' },
  { kind: 'IPv6', secrets: ['2001:db8:85a3::8a2e:370:7334'], text: 'refused from 2001:db8:85a3::8a2e:370:7334' },
  { kind: 'IBAN', secrets: ['DE89370400440532013000'], text: 'transfer to DE89370400440532013000 failed' },
  { kind: 'IBAN with spaces', secrets: ['GB29 NWBK 6016 1331 9268 19'], text: 'to GB29 NWBK 6016 1331 9268 19 failed' },
  { kind: 'authorization', secrets: ['b3arerPlanted'], text: 'Authorization: Bearer b3arerPlanted' },
  { kind: 'basic credentials', secrets: ['a2ltOnBsYW50ZWQx'], text: 'Authorization: Basic a2ltOnBsYW50ZWQx' },
  { kind: 'JSON web token', secrets: [jsonWebToken, 'eyJzdWIiOiJwbGFudGVkIn0'], text: `jwt ${jsonWebToken} expired` },
  {
    kind: 'private key',
    secrets: [keyLine, 'c2hvcnRMYXN0'],
    text: `key -----BEGIN PRIVATE KEY-----\n${keyLine}\nc2hvcnRMYXN0\n-----END PRIVATE KEY----- is wrong`,
  },
  {
    kind: 'user of a URL',
    secrets: ['us3rPlanted', 'pa55Planted'],
    text: 'amqp://us3rPlanted:pa55Planted@queue.example/v',
  },
  {
    kind: 'parameter of a URL',
    secrets: ['qu3ryPlanted'],
    text: 'GET https://api.example/v1/x?signature=qu3ryPlanted&n=1 failed',
  },
  {
    kind: 'path of a URL',
    secrets: ['pathPl4nted'],
    text: 'GET /customer/account/resetpassword/token/pathPl4nted failed',
  },
  { kind: "an installation's own name", secrets: ['ATU12345678'], text: 'vat_id=ATU12345678' },
  { kind: "an installation's own pattern", secrets: ['KD-448812'], text: 'of the customer KD-448812' },
];

/** The installation's own rules, by which the last two are known. */
export const ownRules = { INSIGHTS_SCRUB_NAMES: 'vat_id', INSIGHTS_SCRUB_PATTERNS: String.raw`\bKD-\d{6}\b` };
