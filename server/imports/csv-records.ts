/** A table of values in text, record by record, with little of it in memory at once. */
import { readRecord } from "./csv-record.ts";

export interface CsvRecord {
  cells: string[];
  /** A line that is no record: a quote opens in it that never closes. Its one cell is how the line begins. */
  broken: boolean;
}

/** Characters of a record, more than any customer has: a quote that is still open after so many was forgotten. */
const maxRecordCharacters = 64 * 1024;
/**
 * How many times as long as the unread rest the new text has to be, before the rest is read anew: then reading anew
 * hardly counts.
 */
const minGrowthTimes = 3;
const shownCharacters = 1000;

/**
 * A forgotten quote swallows what comes after it, up to the next quote or the end. So quotes are read strictly; where
 * that fails, the first line is looked at alone, where a quote may stand anywhere as an inch does, or is given up as
 * broken; and reading goes on with the next line.
 *
 * That is linear in whatever is read: only a line with an odd number of quotes reaches into the next, and no further
 * than to the next such line, where the same is counted. Libraries stop at the first fault, and one that is started
 * anew at each line makes an inch mark in every row a matter of minutes.
 */
export class CsvSplitter {
  /** Characters that were looked at, counted again each time. */
  looked = 0;
  readonly #delimiter: string;
  /** Of no record yet. */
  #text = "";
  #waiting = "";
  #skipping = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  /** @returns the records that are known to end in what was given so far */
  feed(piece: string): CsvRecord[] {
    this.#waiting += piece;
    return this.#waiting.length < minGrowthTimes * this.#text.length ? [] : this.#read(false);
  }

  finish(): CsvRecord[] {
    return this.#read(true);
  }

  #read(isLast: boolean): CsvRecord[] {
    const text = this.#text + this.#waiting;
    this.#waiting = "";
    const found: CsvRecord[] = [];
    let at = this.#skipping ? this.#skipLine(text, 0) : 0;
    while (at < text.length) {
      const next = this.#next(text, at, isLast, found);
      if (next === undefined) break;
      at = next;
    }
    this.#text = text.slice(at);
    return found;
  }

  /** @returns where the next record begins; undefined while this one is not there as a whole */
  #next(text: string, at: number, isLast: boolean, found: CsvRecord[]): number | undefined {
    const { state, cells, end } = readRecord(text, at, this.#delimiter, { isLast });
    this.looked += end - at;
    if (state === "whole" && end - at <= maxRecordCharacters) {
      if (cells.some((cell) => cell.trim() !== "")) found.push({ cells, broken: false });
      return end;
    }
    if (state === "unfinished" && text.length - at <= maxRecordCharacters) return undefined;
    const lineEnd = this.#lineEnd(text, at);
    const isLong = lineEnd - at > maxRecordCharacters;
    if (lineEnd === text.length && !isLast && !isLong) return undefined;
    found.push(isLong ? broken(text.slice(at, lineEnd)) : this.#readAlone(text.slice(at, lineEnd)));
    return this.#skipLine(text, lineEnd);
  }

  /** The line end itself counts as an empty line, which is none. */
  #skipLine(text: string, from: number): number {
    const end = this.#lineEnd(text, from);
    this.#skipping = end === text.length;
    return end;
  }

  #lineEnd(text: string, from: number): number {
    let end = from;
    while (end < text.length && text[end] !== "\n" && text[end] !== "\r") end += 1;
    this.looked += end - from;
    return end;
  }

  #readAlone(line: string): CsvRecord {
    const { state, cells, end } = readRecord(line, 0, this.#delimiter, { isLast: true, quotesAnywhere: true });
    this.looked += end;
    return state === "whole" ? { cells, broken: false } : broken(line);
  }
}

const broken = (line: string): CsvRecord => ({ cells: [line.slice(0, shownCharacters)], broken: true });

export async function* csvRecords(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  const splitter = new CsvSplitter(delimiter);
  for await (const piece of text) yield* splitter.feed(piece);
  yield* splitter.finish();
}

/** Cells of a batch, of which a row may have any number: the other thread stands still while it takes them over. */
const maxCells = 20_000;

export async function* inBatches<Item extends Pick<CsvRecord, "cells">>(
  items: AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let cells = 0;
  for await (const item of items) {
    batch.push(item);
    cells += item.cells.length;
    if (batch.length < size && cells < maxCells) continue;
    yield batch;
    batch = [];
    cells = 0;
  }
  if (batch.length > 0) yield batch;
}
