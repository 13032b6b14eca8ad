import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLive, createParser, type Live, type LiveEvent } from "./live.ts";

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

describe("a stream", () => {
  const ends: (() => unknown)[] = [];
  afterEach(() => Promise.all(ends.splice(0).map((end) => end())));

  /** A server that does with each connection what it is told to, and notes after which event each began. */
  const listenTo = async (
    serve: (answer: ServerResponse, count: number) => void,
    { silence, token = "token" }: { silence?: number; token?: string } = {},
  ) => {
    const began: IncomingMessage["headers"][string][] = [];
    const asked: (string | undefined)[][] = [];
    const heard: string[] = [];
    const server = createServer((request, answer) => {
      began.push(request.headers["last-event-id"]);
      asked.push([request.url, request.headers.authorization]);
      answer.writeHead(200);
      serve(answer, began.length);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const live: Live = createLive({
      url: `${base}/events`,
      changesUrl: `${base}/changes`,
      after: "5",
      hear: ({ type }) => heard.push(type),
      refused: () => {},
      random: () => 0,
      ...(silence !== undefined && { silence }),
    });
    ends.push(() => {
      live.listen(undefined);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    live.listen(token);
    return { began, asked, heard };
  };

  it("begins after what was read before, and goes on after what it heard when it breaks", async () => {
    const { began, heard } = await listenTo((answer, count) => {
      if (count < 3) answer.end(`id: ${count + 5}\nevent: number-${count}\ndata: {}\n\n`);
    });
    await expect.poll(() => began).toEqual(["5", "6", "7"]);
    expect(heard).toEqual(["number-1", "number-2"]);
  });

  it.each([
    ["token", ["/events", "Bearer token"]],
    ["", ["/changes", undefined]],
  ])("of who holds the token “%s” is asked of %j", async (token, request) => {
    const { asked } = await listenTo((answer) => answer.write(":\n\n"), { token });
    await expect.poll(() => asked).toEqual([request]);
  });

  it("that looks open and brings nothing is given up for a new one", async () => {
    const { began, heard } = await listenTo(
      (answer, count) => {
        answer.write(`id: ${count + 5}\nevent: number-${count}\ndata: {}\n\n`);
      },
      { silence: 50 },
    );
    await expect.poll(() => heard.length).toBeGreaterThan(1);
    // On a busy machine one may be given up before its first event is there: the next one brings its own.
    const [first, second] = heard.map((type) => Number(type.slice("number-".length))) as [number, number];
    expect([began[0], began[second - 1]]).toEqual(["5", `${first + 5}`]);
  });
});
