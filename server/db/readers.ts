/** Threads that read a SQLite file beside the one that answers. They are there when the first list is asked for. */
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Schema } from "./schema.ts";

export interface ReadTask {
  id: number;
  file: string;
  /** Absent: the file is not asked about any more. */
  text?: string;
  parameters: readonly unknown[];
}

export type ReadAnswer = { id: number; rows: unknown[] } | { id: number; error: { message: string; code?: string } };

/** A short list does not wait for a long one; more threads would take from the one that answers. */
const maxThreads = 2;
/** Rows are short-lived, and each thread has room of its own for them. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };
const program = new URL(`./reader-thread${extname(import.meta.filename)}`, import.meta.url);

interface Waiting {
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}

class Reader {
  // What the process loads before its program, such as a clock of its own, is not for a thread that only reads.
  readonly #worker = new Worker(program, { resourceLimits, execArgv: [] });
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  constructor(onEnd: () => void) {
    this.#worker.unref();
    this.#worker.on("message", (answer: ReadAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (this.#waiting.size === 0) this.#worker.unref();
      if ("rows" in answer) waiting?.resolve(answer.rows);
      else waiting?.reject(Object.assign(new Error(answer.error.message), answer.error));
    });
    const end = (error: Error): void => {
      onEnd();
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    this.#worker.on("error", (error) => end(error instanceof Error ? error : new Error(String(error))));
    this.#worker.on("exit", (code) => end(new Error(`The thread that reads ended with ${code}.`)));
  }

  /** How many wait for it. */
  get load(): number {
    return this.#waiting.size;
  }

  ask(task: Omit<ReadTask, "id">): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      this.#last += 1;
      this.#waiting.set(this.#last, { resolve, reject });
      // A process does not end before what it has asked is answered.
      this.#worker.ref();
      this.#worker.postMessage({ ...task, id: this.#last });
    });
  }
}

/** Of this process, whatever files it has open. One that died is not here any more, and another takes its place. */
const readers = new Set<Reader>();

function leastBusy(): Reader {
  const [idle] = [...readers].filter(({ load }) => load === 0);
  if (idle) return idle;
  if (readers.size < maxThreads) {
    const reader: Reader = new Reader(() => readers.delete(reader));
    readers.add(reader);
    return reader;
  }
  return [...readers].reduce((one, other) => (other.load < one.load ? other : one));
}

/** Kysely gives one connection to a SQLite file, and lets everybody wait for it. */
class Adapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** @returns a way to read the file in those threads. It writes nothing, and each query sees what was committed before it */
export function readBeside(file: string): Kysely<Schema> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>({ sql: text, parameters }: CompiledQuery) {
      return { rows: (await leastBusy().ask({ file, text, parameters })) as Row[] };
    },
    // oxlint-disable-next-line require-yield -- nobody asks for rows one by one
    async *streamQuery() {
      throw new Error("A thread gives all rows at once.");
    },
  };
  const refuse = (): Promise<never> => Promise.reject(new Error("Threads only read."));
  const driver: Driver = {
    init: async () => {},
    acquireConnection: () => Promise.resolve(connection),
    releaseConnection: async () => {},
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    async destroy() {
      await Promise.all([...readers].map((reader) => reader.ask({ file, parameters: [] }).catch(() => {})));
    },
  };
  return new Kysely<Schema>({
    dialect: {
      createAdapter: () => new Adapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}
