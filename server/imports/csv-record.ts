/** One record of a table of values, as RFC 4180 has it: every letter is looked at once. */

interface Read {
  /** `wrong`: a quote stands where none may. `unfinished`: the text ends before the record does. */
  state: "whole" | "wrong" | "unfinished";
  cells: string[];
  /** Up to where it was read; behind the line end of a whole one. */
  end: number;
}

interface How {
  /** No more text comes: its end is the end of the record. */
  isLast: boolean;
  /** `5" pipe` and `"so" called` are values as they stand. */
  quotesAnywhere?: boolean;
}

const quote = '"';
const isLineEnd = (letter: string | undefined): boolean => letter === "\n" || letter === "\r";

export function readRecord(text: string, from: number, delimiter: string, how: How): Read {
  const { isLast, quotesAnywhere = false } = how;
  const cells: string[] = [];
  const ended = (state: Read["state"], end: number): Read => ({ state, cells, end });
  const endsCell = (at: number): boolean => at === text.length || text[at] === delimiter || isLineEnd(text[at]);

  for (let at = from; ; at += 1) {
    let end = at;
    if (text[at] === quote) {
      const close = closingQuote(text, at + 1);
      if (close === undefined) return ended(isLast ? "wrong" : "unfinished", text.length);
      end = close + 1;
      if (endsCell(end)) cells.push(text.slice(at + 1, close).replaceAll('""', quote));
      else if (!quotesAnywhere) return ended("wrong", end);
    }
    const isQuoted = end > at && endsCell(end);
    while (!endsCell(end)) {
      if (text[end] === quote && !quotesAnywhere) return ended("wrong", end);
      end += 1;
    }
    if (!isQuoted) cells.push(text.slice(at, end));
    at = end;
    if (at === text.length) return ended(isLast ? "whole" : "unfinished", at);
    if (text[at] === delimiter) continue;
    // Half of a line end may be all that is there yet.
    if (text[at] === "\r" && at + 1 === text.length && !isLast) return ended("unfinished", at);
    return ended("whole", at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1));
  }
}

/** Two of them are one that belongs to the value. */
function closingQuote(text: string, from: number): number | undefined {
  for (let at = from; ; at += 2) {
    at = text.indexOf(quote, at);
    if (at < 0) return undefined;
    if (text[at + 1] !== quote) return at;
  }
}
