/** A table of values in text, record by record, with little of it in memory at once. */
import { type Parser, parse } from "csv-parse";
import { parse as parseAtOnce } from "csv-parse/sync";

export interface CsvRecord {
  cells: string[];
  /** A line that is no record: a quote opens in it that never closes. Its one cell is the line as it stands. */
  broken: boolean;
}

/** Longer than any customer: a quote that is still open by then was forgotten. Bytes. */
const longestRecord = 64 * 1024;

/**
 * A forgotten quote swallows what comes after it, up to the next quote or the end. So quotes are read strictly, and
 * what was read since the last good record is kept at hand: its first line is looked at alone, where a quote may stand
 * anywhere as an inch does, or is given up as broken; and reading goes on with the next line.
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
      if (!this.#parser.errored) this.#parser.write(piece);
      piece = this.#parser.errored ? this.#skipLine() : undefined;
    }
    this.#open = this.#open.subarray(this.#end - this.#from);
    this.#from = this.#end;
    return this.#found.splice(0);
  }

  async finish(): Promise<CsvRecord[]> {
    for (;;) {
      if (!this.#parser.errored) {
        const closed = new Promise((resolve) => this.#parser.once("close", resolve));
        this.#parser.end();
        await closed;
      }
      if (!this.#parser.errored) return this.#found.splice(0);
      this.#found.push(...this.feed(this.#skipLine(true)!.toString()));
    }
  }

  /**
   * @param isLast no more text comes
   * @returns what follows the line, for a parser that starts anew; undefined while the end of the line is not there yet
   */
  #skipLine(isLast = false): Buffer | undefined {
    let rest = this.#open.subarray(this.#end - this.#from);
    while (rest[0] === 0x0a || rest[0] === 0x0d) rest = rest.subarray(1);
    const lineEnd = rest.findIndex((byte) => byte === 0x0a || byte === 0x0d);
    if (lineEnd < 0 && !isLast && rest.length < longestRecord) return undefined;
    const line = lineEnd < 0 ? rest : rest.subarray(0, lineEnd);
    this.#found.push(this.#readAlone(line.toString()));
    this.#start();
    return rest.subarray(line.length);
  }

  #readAlone(line: string): CsvRecord {
    try {
      const options = { delimiter: this.#delimiter, relax_quotes: true, max_record_size: longestRecord };
      const [cells] = parseAtOnce(line, options);
      if (cells) return { cells, broken: false };
    } catch {
      // The quote that opens in it does not close in it.
    }
    return { cells: [line.slice(0, 1000)], broken: true };
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
