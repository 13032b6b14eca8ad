import { describe, expect, it } from "vitest";
import { createParser, type LiveEvent } from "./live.ts";

describe("a growing text is split into events", () => {
  const stream =
    'retry: 2500\nid: 7\n\n:\n\nid: 8\nevent: ticket.changed\ndata: {"ticket":{"subject":"a: b"}}\n\n' +
    'id: 9\nevent: message.created\ndata: {"n":2}\n\n';
  const wanted = [
    { type: "ticket.changed", data: { ticket: { subject: "a: b" } } },
    { type: "message.created", data: { n: 2 } },
  ];

  it.each([1, 2, 3, 7, 50, stream.length])("in pieces of %i characters", (size) => {
    const heard: LiveEvent[] = [];
    const parser = createParser((event) => heard.push(event));
    for (let at = 0; at < stream.length; at += size) parser.push(stream.slice(at, at + size));
    expect(heard).toEqual(wanted);
    expect([parser.lastId, parser.retry]).toEqual(["9", 2500]);
  });

  it("goes on from the last whole event after a break in the middle of one", () => {
    const heard: LiveEvent[] = [];
    const parser = createParser((event) => heard.push(event));
    parser.push("id: 3\nevent: a\ndata: {}\n\nid: 4\nevent: b\nda");
    parser.reset();
    expect(parser.lastId).toBe("3");
    parser.push("id: 4\nevent: b\ndata: {}\n\n");
    expect(heard.map(({ type }) => type)).toEqual(["a", "b"]);
  });
});
