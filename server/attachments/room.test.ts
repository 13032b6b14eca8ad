import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect } from "vitest";
import { limits, storage } from "../access/limits.ts";
import { maxFileBytes } from "./read-upload.ts";
import { fileForm } from "../testing/conversation.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { submitTicket } from "../testing/verbs.ts";

describe.each(engines)("S17: files never take the room that words need (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine, { limits: true, space: async () => disk });
  const disk = { free: 1e12, all: 2e12 };
  afterEach(() => {
    disk.free = 1e12;
  });

  /** Not by `ask`: a full disk is said with a status that is a fault everywhere else. */
  const send = async (path: string, as: Record<string, string>, size = 1000) => {
    const body = fileForm(new Uint8Array(size).fill(65), "a.csv");
    const headers = { "Sec-Fetch-Site": "same-origin", ...as };
    const answer = await desk.app.fetch(new Request(`https://desk.test${path}`, { method: "POST", headers, body }));
    const said = (await answer.json()) as { error?: { code: string; message: string } };
    return [answer.status, said.error?.code];
  };
  const bearer = (token: string, network = "192.0.2.7") => ({
    Authorization: `Bearer ${token}`,
    "X-Forwarded-For": network,
  });
  const visitorFrom = async (network: string): Promise<string> => {
    const headers = { "X-Forwarded-For": network };
    return (await desk.ask(`${talk.portal}/visitors`, { method: "POST", headers })).body.token;
  };
  const uploads = () => `${talk.portal}/attachments`;
  const write = async (): Promise<number> => {
    const body = { subject: "Still here", body: "Words." };
    return (await submitTicket(desk, talk.portal, talk.token, body)).status;
  };

  it("counts what visitors of one network send together, and customers by themselves", async () => {
    const all = limits.uploadedBytesOfNetwork.amount;
    await desk.database.write((tx) => desk.limiter.take(tx, "uploadedBytesOfNetwork", "192.0.2.7", all - 1500));
    const customer = await desk.customer(talk.project.id);
    expect(await send(uploads(), bearer(talk.token))).toEqual([201, undefined]);
    const neighbour = await desk.visitor(talk.project.portal.key);
    expect(await send(uploads(), bearer(neighbour))).toEqual([429, "too_many_requests"]);
    expect(await send(uploads(), bearer(neighbour, "192.0.2.8"))).toEqual([201, undefined]);
    expect(await send(uploads(), bearer(customer.token))).toEqual([201, undefined]);
  });

  it("takes no file where the disk has only its reserve left, and goes on taking words", async () => {
    const reserve = Math.min(storage.reserve, disk.all * storage.reserveOfDisk);
    disk.free = reserve + 500;
    const staff = { Cookie: desk.admin };
    const lists = `/api/staff/imports?dryRun=true&project=${talk.project.id}`;
    expect(await send(uploads(), bearer(talk.token))).toEqual([507, "storage_full"]);
    expect(await send("/api/staff/attachments", staff)).toEqual([507, "storage_full"]);
    expect(await send(lists, staff)).toEqual([507, "storage_full"]);
    expect(await write()).toBe(201);
    disk.free = 1e12;
    expect(await send(uploads(), bearer(talk.token))).toEqual([201, undefined]);
  });

  it("counts what is under way, however many send at once", async () => {
    const reserve = Math.min(storage.reserve, disk.all * storage.reserveOfDisk);
    // Bodies that do not say how long they are count as the longest.
    disk.free = reserve + 4 * maxFileBytes;
    const others = await Promise.all(["192.0.2.8", "192.0.2.9"].map((network) => visitorFrom(network)));
    const sending = [talk.token, ...others].flatMap((token) =>
      Array.from({ length: 4 }, () => send(uploads(), bearer(token))),
    );
    const answers = await Promise.all(sending);
    const taken = answers.filter(([status]) => status === 201).length;
    expect(taken).toBeGreaterThanOrEqual(4);
    expect(answers.filter(([status]) => status === 507)).toHaveLength(answers.length - taken);
    expect(answers).toContainEqual([507, "storage_full"]);
    // Nothing of it stays counted.
    expect(await send(uploads(), bearer(talk.token))).toEqual([201, undefined]);
  });

  it("looks again when a file is whole, since others fill the same disk", async () => {
    const { free } = disk;
    let asked = 0;
    Object.defineProperty(disk, "free", { configurable: true, get: () => (asked++ === 0 ? free : 0) });
    expect(await send(uploads(), bearer(talk.token))).toEqual([507, "storage_full"]);
    Object.defineProperty(disk, "free", { configurable: true, writable: true, value: free });
    await expect.poll(() => readdirSync(join(desk.test.dir, "files", "unfinished"))).toEqual([]);
    expect(await desk.database.read.selectFrom("attachments").select("id").execute()).toEqual([]);
  });

  it("takes no more of strangers than so much that nobody has sent, and of customers and staff all the same", async () => {
    expect(await send(uploads(), bearer(talk.token))).toEqual([201, undefined]);
    const size = storage.unsent - 1500;
    await desk.database.write(({ db }) => db.updateTable("attachments").set({ size }).execute());
    expect(await send(uploads(), bearer(talk.token))).toEqual([201, undefined]);
    expect(await send(uploads(), bearer(talk.token))).toEqual([507, "storage_full"]);
    const customer = await desk.customer(talk.project.id);
    expect(await send(uploads(), bearer(customer.token))).toEqual([201, undefined]);
    expect(await send("/api/staff/attachments", { Cookie: desk.admin })).toEqual([201, undefined]);
    expect(await write()).toBe(201);
  });

  it("counts what the networks of one provider's /48 send together", async () => {
    const all = limits.uploadedBytesOfNetwork.amount;
    await desk.database.write((tx) => desk.limiter.take(tx, "uploadedBytesOfNetwork", "2001:db8:7::/48", all - 100));
    expect(await send(uploads(), bearer(talk.token, "2001:db8:7:1::1"))).toEqual([429, "too_many_requests"]);
    expect(await send(uploads(), bearer(talk.token, "2001:db8:8:1::1"))).toEqual([201, undefined]);
  });
});
