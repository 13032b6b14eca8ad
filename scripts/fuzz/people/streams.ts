/** Open streams of people at the portal, and what has come over them so far. */
import assert from "node:assert/strict";
import type { TestDesk } from "../../../server/testing/desk.ts";
import type { Identity, Model, Ticket } from "./model.ts";

interface Stream {
  identity: Identity;
  text: string;
  /**
   * What this person was allowed to see at any time since the stream was opened, since events take a moment on their
   * way.
   */
  allowed: Set<Ticket>;
  reader: ReadableStreamDefaultReader<string>;
}

export class Streams {
  readonly #open: Stream[] = [];

  readonly #desk: TestDesk;
  readonly #path: string;
  readonly #model: Model;

  constructor(desk: TestDesk, path: string, model: Model) {
    this.#desk = desk;
    this.#path = path;
    this.#model = model;
  }

  async open(identity: Identity, token: string): Promise<void> {
    const answer = await this.#desk.app.request(this.#path, { headers: { Authorization: `Bearer ${token}` } });
    if (answer.status !== 200) return;
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    const stream: Stream = { identity, text: "", allowed: new Set(), reader };
    this.#open.push(stream);
    void (async () => {
      for (let part = await reader.read(); !part.done; part = await reader.read()) stream.text += part.value;
    })();
  }

  /** After each thing that anybody did. */
  look(): void {
    for (const { identity, text, allowed } of this.#open) {
      for (const note of this.#model.notes) assert.ok(!text.includes(note), "a note in a stream");
      for (const ticket of this.#model.tickets) {
        if (this.#model.maySee(ticket, identity)) allowed.add(ticket);
        if (allowed.has(ticket)) continue;
        const leak = [...ticket.ids, ticket.word].find((secret) => text.includes(secret));
        assert.equal(leak, undefined, `a stream of ${JSON.stringify(identity)} ${JSON.stringify(ticket)}`);
      }
    }
  }

  async close(): Promise<void> {
    for (const { reader } of this.#open) await reader.cancel();
  }
}
