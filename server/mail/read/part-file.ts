/**
 * A part of a mail on its way to the disk, under a name that the mail has no say in. The thread has nothing else to do
 * while it is written, and thousands of small ones are written ten times as fast so.
 */
import { randomUUID } from "node:crypto";
import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class PartFile {
  readonly path: string;
  size = 0;
  readonly #file: number;

  constructor(into: string) {
    this.path = join(into, randomUUID());
    this.#file = openSync(this.path, "wx");
  }

  write(bytes: Uint8Array): void {
    writeFileSync(this.#file, bytes);
    this.size += bytes.length;
  }

  close(): void {
    closeSync(this.#file);
  }
}
