import fc from 'fast-check';
import { SpanTable } from '../../pipeline/spans/SpanTable.ts';
import { TemplateTable } from '../../pipeline/spans/TemplateTable.ts';
import type { DictionaryEntry } from '../dictionary/DictionaryEntry.ts';
import { blockVersion, prefixLength, sectionNames, type SectionName } from './container/container.ts';
import { readContainer } from './container/readContainer.ts';
import { checksumOf, writeContainer } from './container/writeContainer.ts';
import { DamagedBlockError } from './DamagedBlockError.ts';
import { openBlock } from './openBlock.ts';
import { entriesAtHand } from './testing/entriesAtHand.ts';
import { sampleBlock } from './testing/sampleBlock.ts';

type Sections = Record<SectionName, Buffer>;

/** The body with other sections, and a checksum that is right. */
function changed(body: Buffer, change: (sections: Sections) => void): Buffer {
  const read = readContainer(body, blockVersion);
  const sections = Object.fromEntries(sectionNames.map((name) => [name, Buffer.from(read(name))])) as Sections;
  change(sections);
  return writeContainer(sections, 1);
}

function readAll(body: Buffer, entries: DictionaryEntry[]) {
  const block = openBlock(body, blockVersion);
  const dictionary = entriesAtHand(entries);
  const templates = new TemplateTable();
  const table = new SpanTable();
  return block.traces.map((_, at) => block.read(at, table, templates, dictionary));
}

const samples = { 'in planes': sampleBlock(3), 'by models': sampleBlock(3, { keepIds: false, known: () => false }) };

describe.each(Object.entries(samples))('a block, timings %s', (_what, { body, entries }) => {
  it('tells of any damaged byte', () => {
    for (let at = 0; at < body.length; at++) {
      const damaged = Buffer.from(body);
      damaged[at] ^= 1 << (at % 8);
      expect(() => openBlock(damaged, blockVersion)).toThrow(DamagedBlockError);
    }
  });

  it('tells when it was cut, or when something stands behind it', () => {
    for (let length = 0; length < body.length; length++) {
      expect(() => openBlock(body.subarray(0, length), blockVersion)).toThrow(DamagedBlockError);
    }
    expect(() => openBlock(Buffer.concat([body, Buffer.of(0)]), blockVersion)).toThrow(DamagedBlockError);
  });

  it('of another version, or written as one of another, is not read', () => {
    expect(() => openBlock(body, 2)).toThrow(/its row says version 2, its first byte 1/);
    const other = Buffer.from(body);
    other[0] = 2;
    expect(() => openBlock(other, 2)).toThrow(DamagedBlockError);
  });

  it('with nonsense behind a checksum that is right does no harm', () => {
    const sectionAndChange = fc.tuple(
      fc.constantFrom(...sectionNames),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.constantFrom('flip', 'cut', 'add', 'fill')
    );
    fc.assert(
      fc.property(fc.array(sectionAndChange, { minLength: 1, maxLength: 3 }), (changes) => {
        const nonsense = changed(body, (sections) => {
          changes.forEach(([name, at, mask, how]) => (sections[name] = damage(sections[name], at, mask, how)));
        });
        try {
          readAll(nonsense, entries);
        } catch (error) {
          expect(error).toBeInstanceOf(DamagedBlockError);
        }
      }),
      { numRuns: 600 }
    );
  });
});

function damage(section: Buffer, at: number, mask: number, how: 'flip' | 'cut' | 'add' | 'fill'): Buffer {
  const place = section.length === 0 ? 0 : at % section.length;
  if (how === 'cut') {
    return section.subarray(0, place);
  }
  if (how === 'add' || section.length === 0) {
    return Buffer.concat([section.subarray(0, place), Buffer.of(mask), section.subarray(place)]);
  }
  if (how === 'fill') {
    return Buffer.concat([section.subarray(0, place), Buffer.alloc(section.length - place, 0xff)]);
  }
  section[place] ^= mask;
  return section;
}

describe('a hostile block', () => {
  const { body, entries } = samples['in planes'];

  function sealed(bytes: Buffer): Buffer {
    bytes.writeUInt32LE(checksumOf(bytes), 1);
    return bytes;
  }

  it('cannot ask for memory by the lengths of its sections', () => {
    const lengths = Buffer.alloc(prefixLength + 16);
    lengths[0] = blockVersion;
    lengths.fill(0xff, prefixLength, prefixLength + 7);
    lengths[prefixLength + 7] = 0x0f;
    expect(() => openBlock(sealed(lengths), blockVersion)).toThrow(/bytes of trace ids/);
  });

  it('cannot unpack to more than it said', () => {
    // Said to be 200 bytes when unpacked, while these become 64 MiB.
    const bomb = writeContainer({ directory: Buffer.alloc(64 << 20) }, 1);
    const said = bomb.indexOf(Buffer.of(0x80, 0x80, 0x80, 0x20));
    expect(said).toBeGreaterThan(0);
    bomb.set([0xc8, 0x81, 0x80, 0x00], said);
    expect(() => openBlock(sealed(bomb), blockVersion)).toThrow(DamagedBlockError);
  });

  it('cannot tell of more traces, strings or rows than it has bytes for', () => {
    const huge = Buffer.of(0xff, 0xff, 0xff, 0xff, 0x0f);
    for (const name of ['directory', 'strings', 'tables'] as const) {
      const hostile = changed(body, (sections) => {
        sections[name] = Buffer.concat([huge, sections[name].subarray(1)]);
      });
      expect(() => readAll(hostile, entries)).toThrow(DamagedBlockError);
    }
  });

  it('leaves the table as it was when a trace cannot be read', () => {
    const cut = changed(body, (sections) => sections.details.fill(0xff, sections.details.length - 20));
    const block = openBlock(cut, blockVersion);
    const table = new SpanTable();
    const templates = new TemplateTable();
    const dictionary = entriesAtHand(entries);
    block.read(0, table, templates, dictionary);
    expect(() => block.read(2, table, templates, dictionary)).toThrow(/details of trace 2/);
    expect(table.length).toBe(4);
    expect(block.read(1, table, templates, dictionary).spans?.rows).toEqual(Int32Array.of(4, 5, 6, 7));
  });

  it('is told apart from one whose dictionary entries are gone', () => {
    const without = (kind: string) => entries.filter((entry) => entry.kind !== kind);
    expect(() => readAll(body, without('span'))).toThrow(/entry [0-9a-f]{16} \(span\) is missing/);
    expect(() => readAll(body, without('text'))).toThrow(/entry [0-9a-f]{16} \(text\) is missing/);
  });
});
