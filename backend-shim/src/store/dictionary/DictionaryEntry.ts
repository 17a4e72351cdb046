/** What blocks refer to: a span's template, a log record's pattern, or a long text, kept once for all blocks. */
export interface DictionaryEntry {
  /** 16 hexadecimal digits, of the content alone. */
  id: string;
  kind: 'span' | 'log' | 'text';
  body: Buffer;
}
