/** What the rest of the server knows of a database: reads, writes, and that something was committed. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Insertable, Kysely } from "kysely";
import { prepared } from "./prepared.ts";
import type { EventsTable, Schema } from "./schema.ts";

export type Engine = "sqlite" | "postgres";
export type Db = Kysely<Schema>;

export interface NewEvent {
  /** Empty: of staff, their sessions and their projects. No portal hears of it. */
  projectId: string;
  type: EventsTable["type"];
  ticketId?: string;
  messageId?: string;
  /** Of a change of access: `customer:<id>`, `company:<id>`; `staff`: no portal; absent: everybody of the project. */
  concerns?: string;
}

/** One write: everything done through `db` is committed together, or none of it. */
export interface Tx {
  readonly db: Db;
  readonly engine: Engine;
  /** Written as the last act of the transaction, so that event numbers follow the order of commits. */
  emit(event: NewEvent): void;
  /**
   * Done before the commit, once for each name: what follows from several changes is done as they have left things. On
   * SQLite that is for all writes of a batch at once; of two of one name, the one that was there first is done.
   */
  readonly endings: Endings;
}

/** What follows from changes, in two acts: of all that are committed together, the first acts come first. */
export interface Ending {
  /** Takes away what does not hold any more, the lowest `at` first. */
  clear?: { at: number; run: () => Promise<void> };
  make: () => Promise<void>;
}

export type Endings = Map<string, Ending>;

export interface OpenTx {
  tx: Tx;
  events: NewEvent[];
}

/** Milliseconds of statements, one after the other, in which nobody else is answered. */
const maxTurnMs = 8;

export function openTx(db: Db, engine: Engine): OpenTx {
  const events: NewEvent[] = [];
  return { tx: { db, engine, emit: (event) => events.push(event), endings: new Map() }, events };
}

/** @param begun when others were given a turn last */
export async function doEndings(endings: Endings, begun = performance.now()): Promise<void> {
  const all = [...endings.values()];
  const clears = all.flatMap(({ clear }) => clear ?? []).toSorted((one, other) => one.at - other.at);
  for (const act of [...clears.map(({ run }) => run), ...all.map(({ make }) => make)]) {
    if (performance.now() - begun >= maxTurnMs) {
      // On SQLite nothing else gives others theirs: whoever reads goes on, and whoever writes waits as before.
      await nextTurn();
      begun = performance.now();
    }
    await act();
  }
}

export interface Database {
  readonly engine: Engine;
  /** Sees committed rows only. Refuses writes on SQLite. */
  readonly read: Db;
  /**
   * The same for what may look at many rows: lists, counts, searches. On SQLite a thread of its own reads them, since
   * nothing is answered while the one that answers reads. What is found by a key is quicker by `read`.
   */
  readonly lists: Db;
  /** Reads as of one moment, however long it takes and whatever is written meanwhile. */
  snapshot<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Resolves after the commit is on disk. The work may run again from the start, so it touches nothing but `tx`. */
  write<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Whether it can be read but refuses every write, as a copy that follows another one. @throws where it is away */
  readOnly(): Promise<boolean>;
  /** Called after commits that may have made events, of this process or another. Returns the function that takes it off. */
  onEvents(listener: () => void): () => void;
  /** Waits for accepted writes, then closes. */
  close(): Promise<void>;
}

const insertEvent = prepared((db, event: Insertable<EventsTable>) =>
  db.insertInto("events").values({
    project_id: event.project_id,
    type: event.type,
    ticket_id: event.ticket_id,
    message_id: event.message_id,
    concerns: event.concerns,
    created_at: event.created_at,
  }),
);

/** Puts the events of one transaction into their table. */
export async function insertEvents(db: Db, events: readonly NewEvent[], now: number): Promise<void> {
  for (const { projectId, type, ticketId = null, messageId = null, concerns = null } of events) {
    const row = { project_id: projectId, type, ticket_id: ticketId, message_id: messageId, concerns, created_at: now };
    await insertEvent(db, row);
  }
}

/** Listeners that must not be able to hurt each other or the commit that calls them. */
export class Listeners {
  readonly #all = new Set<() => void>();

  add(listener: () => void): () => void {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  call(): void {
    for (const listener of this.#all) queueMicrotask(listener);
  }
}
