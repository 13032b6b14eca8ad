/** A table of values in text, record by record, with little of it in memory at once. */
import { type Parser, parse } from "csv-parse";

export interface CsvRecord {
  cells: string[];
  /** A line that is no record: a quote opens in it that never closes. Its one cell is the line as it stands. */
  broken: boolean;
}

/** Longer than any customer: a quote that is still open by then was forgotten. Bytes. */
const longestRecord = 64 * 1024;

/**
 * A forgotten quote swallows everything after it. So what was read since the last good record is kept at hand: its
 * first line is given up as broken, and reading goes on with the next.
 */
class Splitter {
  readonly #delimiter: string;
  #found: CsvRecord[] = [];
  #parser!: Parser;
  /** Read, but of no record yet. */
  #open: Buffer = Buffer.alloc(0);
  /** Where `#open` begins and where the last record ended, in bytes that this parser was given. */
  #from = 0;
  #end = 0;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    this.#start();
  }

  #start(): void {
    this.#from = 0;
    this.#end = 0;
    this.#open = Buffer.alloc(0);
    this.#parser = parse({
      delimiter: this.#delimiter,
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: longestRecord,
      on_record: (cells: string[], { bytes }: { bytes: number }) => {
        this.#found.push({ cells, broken: false });
        this.#end = bytes;
        return null;
      },
    });
    this.#parser.on("error", () => {});
    // Records are taken out above; what is left is the end of the stream, which comes only to who reads.
    this.#parser.resume();
  }

  /** @returns the records that end in this piece of text */
  feed(text: string): CsvRecord[] {
    let piece: Buffer | undefined = Buffer.from(text);
    while (piece) {
      this.#open = Buffer.concat([this.#open, piece]);
      this.#parser.write(piece);
      piece = this.#parser.errored ? this.#giveUpLine() : undefined;
    }
    this.#open = this.#open.subarray(this.#end - this.#from);
    this.#from = this.#end;
    return this.#found.splice(0);
  }

  async finish(): Promise<CsvRecord[]> {
    for (;;) {
      const closed = new Promise((resolve) => this.#parser.once("close", resolve));
      this.#parser.end();
      await closed;
      if (!this.#parser.errored) return this.#found.splice(0);
      this.#found.push(...this.feed(this.#giveUpLine().toString()));
    }
  }

  /** @returns what follows the broken line, for a parser that starts anew */
  #giveUpLine(): Buffer {
    let rest = this.#open.subarray(this.#end - this.#from);
    while (rest[0] === 0x0a || rest[0] === 0x0d) rest = rest.subarray(1);
    const lineEnd = rest.indexOf(0x0a);
    const line = lineEnd < 0 ? rest : rest.subarray(0, lineEnd);
    this.#found.push({ cells: [line.toString().replace(/\r$/, "").slice(0, 1000)], broken: true });
    this.#start();
    return rest.subarray(line.length);
  }
}

export async function* csvRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  const splitter = new Splitter(delimiter);
  for await (const piece of text) yield* splitter.feed(piece);
  yield* await splitter.finish();
}

export async function* inBatches<Item>(items: AsyncIterable<Item>, size: number): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
