import { readdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { describe, expect, it, vi } from "vitest";
import { MailUnreadableError, readMailIn } from "./read-in-thread.ts";
import { contentOf, folder, multipart } from "./testing/read-source.ts";

const opens = (text: string) => async () => Readable.from([Buffer.from(text)]);
const small = "From: ada@example.com\nSubject: Lamp\n\nHello";
/** It takes longer than a thread of few milliseconds has. */
const poison = multipart(
  "mixed",
  Array.from({ length: 9000 }, () => "Content-Type: image/png\n\nx"),
);
/** Its fields alone are more than a small heap holds. */
const fat = `${"X-A: b\n".repeat(400_000)}\nHi`;

async function expectNextRead(into: string): Promise<void> {
  expect(await readMailIn(opens(small), { into })).toMatchObject({ subject: "Lamp", text: "Hello" });
}

describe("reading mails in a thread", () => {
  it("reads many, in turn and at once, each with its own files", async () => {
    const into = await folder();
    const withFile = (n: number) =>
      multipart("mixed", [`Content-Type: text/plain\n\nmail ${n}`, `Content-Type: image/png\n\nfile ${n}`]);
    const mails = await Promise.all(Array.from({ length: 20 }, (_, n) => readMailIn(opens(withFile(n)), { into })));
    expect(mails.map(({ text }) => text)).toEqual(mails.map((_, n) => `mail ${n}`));
    expect(await Promise.all(mails.map(({ files }) => contentOf(files[0]!)))).toEqual(mails.map((_, n) => `file ${n}`));
    expect(await readdir(into)).toHaveLength(20);
  });

  it("takes no more of a mail than it has room for", async () => {
    const into = await folder();
    let sent = 0;
    async function* large(): AsyncGenerator<Buffer> {
      yield Buffer.from("Content-Type: application/zip\n\n");
      for (; sent < 30; sent++) yield Buffer.alloc(1024 * 1024, 1);
    }
    const mail = await readMailIn(async () => Readable.from(large()), { into });
    expect(mail.files).toMatchObject([{ size: 30 * 1024 * 1024 }]);
  });

  it("a mail that takes too long is one that cannot be read, and the next is read", async () => {
    const into = await folder();
    await expect(readMailIn(opens(poison), { into, timeoutMs: 5 })).rejects.toThrow(MailUnreadableError);
    await expectNextRead(into);
  });

  it("so is one that fills its heap, of a fresh thread and of a used one", async () => {
    const into = await folder();
    await expect(readMailIn(opens(fat), { into, heapMb: 32 })).rejects.toThrow(MailUnreadableError);
    expect(await readMailIn(opens(small), { into, heapMb: 32 })).toMatchObject({ text: "Hello" });
    await expect(readMailIn(opens(fat), { into, heapMb: 32 })).rejects.toThrow(MailUnreadableError);
    await expectNextRead(into);
  });

  it("so is one of too many parts", async () => {
    const into = await folder();
    const parts = multipart(
      "mixed",
      Array.from({ length: 10_001 }, () => "\nx"),
    );
    await expect(readMailIn(opens(parts), { into })).rejects.toThrow(MailUnreadableError);
    await expectNextRead(into);
  });

  it("what is not the mail's fault is thrown as it is: it may be read another time", async () => {
    const into = await folder();
    const broken = new Error("The disk is gone.");
    async function* breaksOff(): AsyncGenerator<Buffer> {
      yield Buffer.from(small);
      throw broken;
    }
    await expect(readMailIn(async () => Readable.from(breaksOff()), { into })).rejects.toBe(broken);
    await expect(readMailIn(async () => Promise.reject(broken), { into })).rejects.toBe(broken);
    const nowhere = readMailIn(opens(multipart("mixed", ["Content-Type: image/png\n\nx"])), { into: `${into}/none` });
    const thrown: unknown = await nowhere.catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(MailUnreadableError);
    expect(String(thrown)).toContain("ENOENT");
    await expectNextRead(into);
  });

  it("whoever has gone is not waited for, in a turn or before it, and nobody's turn is kept", async () => {
    const into = await folder();
    const gone = new AbortController();
    const files: Readable[] = [];
    const never = async (): Promise<Readable> => {
      files.push(new Readable({ read: () => {} }));
      files.at(-1)!.push(Buffer.from(small));
      return files.at(-1)!;
    };
    const reading = Array.from({ length: 6 }, () => readMailIn(never, { into, signal: gone.signal }));
    const ended = Promise.allSettled(reading);
    // Nothing more comes of these.
    const isTaken = ({ readableDidRead, readableLength }: Readable) => readableDidRead && readableLength === 0;
    await vi.waitUntil(() => files.length === 2 && files.every(isTaken), { timeout: 15_000 });
    gone.abort();
    const results = await ended;
    expect(results.map(({ status }) => status)).toEqual(results.map(() => "rejected"));
    expect(files.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    await expectNextRead(into);
  });
});
