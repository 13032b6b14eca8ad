/** Ids of things that are there: named in a sequence by a number, and known only when it is sent. */
import fc from "fast-check";
import type { Scene } from "../../../server/testing/rights/scene.ts";

/** Field → the list whose ids stand in it. */
const lists: Record<string, string> = {
  project: "projects",
  inbox: "inboxes",
  moveTo: "inboxes",
  company: "companies",
  customer: "customers",
  into: "customers",
  ids: "customers",
  assignee: "staff",
  attachments: "attachments",
  ticket: "tickets",
  before: "messages",
};

export const mayBeId = (field: string): boolean => field in lists;
export const livingId = (field: string): fc.Arbitrary<string> => fc.nat(30).map((at) => `living:${lists[field]}:${at}`);

const named = /^living:(\w+):(\d+)$/;
/** As many of a list as sequences go back to. */
const maxKnown = 20;

export class Living {
  readonly #ids = new Map<string, string[]>();

  constructor({ ids }: Scene) {
    for (const [list, id] of Object.entries(ids)) this.#ids.set(list, [id]);
    this.#ids.get("customers")?.push(ids["invitable"]!);
  }

  /** The ids that an answer to `/tickets…` brings, in a list or by themselves. */
  hear(list: string, body: unknown): void {
    if (typeof body !== "object" || body === null) return;
    for (const one of Object.values(body).flat()) {
      if (typeof one !== "object" || one === null || !("id" in one) || typeof one.id !== "string") continue;
      if ("messages" in one) this.hear("messages", { messages: one.messages });
      const known = this.#ids.get(list) ?? [];
      if (known.includes(one.id)) continue;
      known.push(one.id);
      // The first ones are the scene's own.
      if (known.length > maxKnown) known.splice(2, 1);
      this.#ids.set(list, known);
    }
  }

  find(list: string, at: number): string | undefined {
    const known = this.#ids.get(list) ?? [];
    return known[at % (known.length || 1)];
  }

  /** The same value, with every name of a living thing replaced by its id. */
  fill(value: unknown): unknown {
    if (typeof value === "string") {
      const [, list, at] = named.exec(value) ?? [];
      return list === undefined ? value : (this.find(list, Number(at)) ?? value);
    }
    if (Array.isArray(value)) return value.map((one) => this.fill(one));
    if (typeof value !== "object" || value === null) return value;
    const names = Object.entries(value).map(([name, one]) => [name, this.fill(one)]);
    return Object.fromEntries(names) as unknown;
  }
}
