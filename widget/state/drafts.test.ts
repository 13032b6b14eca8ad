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

  it("comes after what who signs in had begun before, with the files of both", () => {
    const earlier = open("ada");
    Object.assign(earlier.of(newTicket).fields, { subject: "My tin", body: "Three paragraphs" });
    earlier.of(newTicket).left = [{ name: "tin.png", size: 7 }];
    earlier.save();
    const drafts = open("");
    drafts.of(newTicket).fields.body = "hm";
    drafts.saveSoon();
    drafts.giveTo("ada");
    expect(drafts.of(newTicket).fields.body).toBe("My tin\nThree paragraphs\n\nhm");
    drafts.of(newTicket).fields.body += ", well";
    drafts.save();
    const again = open("ada").of(newTicket);
    expect(again.fields.body).toBe("My tin\nThree paragraphs\n\nhm, well");
    expect(again.left).toEqual([{ name: "tin.png", size: 7 }]);
    expect(open("").any()).toBe(false);
  });

  it("keeps the files of both, where one was chosen in this tab and has no copy elsewhere", () => {
    const earlier = open("ada");
    earlier.of(newTicket).fields.body = "See the picture";
    earlier.of(newTicket).left = [{ name: "tin.png", size: 7, id: "uploaded" }];
    earlier.save();
    const drafts = open("");
    const chosen = new File(["lid"], "lid.png");
    drafts.of(newTicket).left = [chosen];
    drafts.giveTo("ada");
    expect(drafts.of(newTicket).left).toEqual([chosen, { name: "tin.png", size: 7, id: "uploaded" }]);
    drafts.save();
    expect(
      open("ada")
        .of(newTicket)
        .left?.map(({ name }) => name),
    ).toEqual(["lid.png", "tin.png"]);
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

describe("what is being written in two tabs", () => {
  afterEach(() => localStorage.clear());

  const twoTabs = (): [Drafts, Drafts] => {
    const tabs: [Drafts, Drafts] = [open(""), open("")];
    for (const tab of tabs) tab.of(newTicket);
    return tabs;
  };
  const fieldsOf = (tab: Drafts): string[] => {
    const { subject, body } = tab.of(newTicket).fields;
    return [subject, body];
  };

  it("is seen in both, each field as it was typed last", () => {
    const [left, right] = twoTabs();
    left.of(newTicket).fields.body = "From the left";
    left.save();
    right.save();
    right.of(newTicket).fields.subject = "From the right";
    right.save();
    left.save();
    expect([fieldsOf(left), fieldsOf(right)]).toEqual([
      ["From the right", "From the left"],
      ["From the right", "From the left"],
    ]);
  });

  it("stays in each where both wrote a ticket of their own, and neither is left without a copy when one is sent", () => {
    const [left, right] = twoTabs();
    Object.assign(left.of(newTicket).fields, { subject: "Left", body: "Left's" });
    left.save();
    Object.assign(right.of(newTicket).fields, { subject: "Right", body: "Right's" });
    right.save();
    left.save();
    expect([fieldsOf(left), fieldsOf(right)]).toEqual([
      ["Left", "Left's"],
      ["Right", "Right's"],
    ]);
    Object.assign(right.of(newTicket).fields, { subject: "", body: "" });
    right.save();
    left.save();
    left.save();
    expect(fieldsOf(left)).toEqual(["Left", "Left's"]);
    expect(fieldsOf(open(""))).toEqual(["Left", "Left's"]);
  });

  it("is not there to be sent again once the other tab has sent it", () => {
    const [left, right] = twoTabs();
    left.of(newTicket).fields.body = "Once";
    left.save();
    right.save("body");
    left.of(newTicket).fields.body = "";
    left.save();
    right.save();
    expect(fieldsOf(right)).toEqual(["", ""]);
    right.save();
    expect(open("").any()).toBe(false);
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
