// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createObserved } from "../observed.ts";
import { newKey } from "../outbox/outbox.ts";
import { openStorage } from "../storage.ts";
import { createDrafts, type Drafts, type KeptDrafts, newTicket, written } from "./drafts.ts";

const open = (owner: string): Drafts =>
  createDrafts(
    createObserved(() => {}),
    openStorage<KeptDrafts>("tea:drafts"),
    owner,
  );

describe("what is being written", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    localStorage.clear();
  });

  it("is saved a moment after it was typed, and is there at the next visit", () => {
    const drafts = open("");
    drafts.of(newTicket).fields.body = "My tin";
    drafts.saveSoon();
    expect(localStorage.length).toBe(0);
    vi.runAllTimers();
    expect(open("").of(newTicket).fields.body).toBe("My tin");
  });

  it("leaves nothing behind when it is empty again", () => {
    const drafts = open("");
    drafts.of("ticket").fields.body = "My tin";
    drafts.save();
    drafts.of("ticket").fields.body = "";
    drafts.save();
    expect(localStorage.length).toBe(0);
  });

  it("is out of sight for somebody else, and back for who wrote it", () => {
    const drafts = open("ada");
    drafts.of(newTicket).fields.body = "Ada's";
    drafts.save();
    drafts.hide("bert");
    expect(drafts.of(newTicket).fields.body).toBe("");
    drafts.of(newTicket).fields.body = "Bert's";
    drafts.save();
    drafts.hide("ada");
    expect(drafts.of(newTicket).fields.body).toBe("Ada's");
    expect(open("bert").of(newTicket).fields.body).toBe("Bert's");
    expect(open("").of(newTicket).fields.body).toBe("");
  });

  it("goes along with who signs in, also what is not open just now", () => {
    const before = open("");
    before.of("ticket").fields.body = "A reply";
    before.save();
    const drafts = open("");
    drafts.of(newTicket).fields.body = "A ticket";
    drafts.giveTo("ada");
    expect(open("").any()).toBe(false);
    expect([open("ada").of("ticket").fields.body, open("ada").of(newTicket).fields.body]).toEqual([
      "A reply",
      "A ticket",
    ]);
  });

  it("is not here any more once it lies in the outbox, but for what was typed since", () => {
    const drafts = open("");
    const draft = drafts.of("ticket");
    draft.fields.body = "Hello";
    const entry = {
      key: newKey(),
      owner: "",
      path: "/tickets/ticket/messages",
      body: {},
      written: written(draft),
      at: 1,
    };
    draft.tried = entry;
    draft.fields.body = "Hello again";
    drafts.taken("ticket", entry);
    expect(draft.fields.body).toBe(" again");
    drafts.taken("ticket", entry);
    expect(draft.fields.body).toBe(" again");
  });
});

describe("the key of a message", () => {
  it("is a UUID, another one each time", () => {
    const keys = Array.from({ length: 200 }, newKey);
    for (const key of keys)
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(keys).size).toBe(200);
  });
});
