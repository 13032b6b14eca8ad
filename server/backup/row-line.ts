/** A row as one line of text, the same on both engines, and the sum of a whole table that does not depend on order. */
import { createHash } from "node:crypto";

export type Row = Record<string, unknown>;

/** Bytes have no place in JSON. */
interface Bytes {
  $base64: string;
}

const isBytes = (value: unknown): value is Bytes =>
  typeof value === "object" && value !== null && "$base64" in value && typeof value.$base64 === "string";

export function writeRow(row: Row): string {
  const names = Object.keys(row).sort();
  const fields = names.map((name) => {
    const value = row[name];
    return [name, value instanceof Uint8Array ? { $base64: Buffer.from(value).toString("base64") } : value];
  });
  return JSON.stringify(Object.fromEntries(fields));
}

export function readRow(line: string): Row {
  const row = JSON.parse(line) as Row;
  for (const [name, value] of Object.entries(row)) {
    if (isBytes(value)) row[name] = Buffer.from(value.$base64, "base64");
  }
  return row;
}

export interface TableSum {
  rows: number;
  /** Of the digests of all lines: engines sort texts differently, so order must not count. Hex. */
  digest: string;
}

export class TableCounter {
  #rows = 0;
  readonly #sum = Buffer.alloc(32);

  add(line: string): void {
    this.#rows += 1;
    const digest = createHash("sha256").update(line).digest();
    let carry = 0;
    for (let at = 31; at >= 0; at--) {
      const total = this.#sum[at]! + digest[at]! + carry;
      this.#sum[at] = total & 255;
      carry = total >> 8;
    }
  }

  get sum(): TableSum {
    return { rows: this.#rows, digest: this.#sum.toString("hex") };
  }
}
