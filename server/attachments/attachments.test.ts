import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import { fileForm } from "../testing/conversation.ts";
import { newKey } from "../testing/desk.ts";
import { withConversation } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { compareFiles } from "./compare-files.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe.each(engines)("files are kept as bytes and never run (%s)", (engine) => {
  const { it, desk, talk } = withConversation(engine);

  const upload = (form: FormData) => desk.ask(`${talk.portal}/attachments`, { form, token: talk.token });
  const download = (id: string) => desk.ask(`${talk.portal}/attachments/${id}`, { token: talk.token });
  const filesOnDisk = (): string[] =>
    readdirSync(join(desk.test.dir, "files"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name);

  it("gives back the same bytes", async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(50_000));
    const { body } = await upload(fileForm(bytes, "random.bin"));
    expect(body).toEqual({
      id: body.id,
      name: "random.bin",
      size: 50_000,
      type: "application/octet-stream",
      picture: false,
    });
    const answer = await desk.app.request(`${talk.portal}/attachments/${body.id}`, {
      headers: { Authorization: `Bearer ${talk.token}` },
    });
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ["an SVG said to be a picture", "<svg onload=alert(1)>", "x.svg", "image/png"],
    ["a page", "<script>alert(1)</script>", "x.html", "text/html"],
    ["a page that begins like a PDF's neighbour", "GIF87<html>", "x.gif", "image/gif"],
    ["XHTML", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "x.xhtml", "application/xhtml+xml"],
  ])("hands out %s as a plain download (attack 4)", async (_, content, name, type) => {
    const { body } = await upload(fileForm(content, name, type));
    expect([body.type, body.picture]).toEqual(["application/octet-stream", false]);
    const { headers } = await download(body.id);
    expect(headers.get("Content-Disposition")).toMatch(/^attachment; /);
    expect(headers.get("Content-Security-Policy")).toBe("sandbox; default-src 'none'");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("shows a real picture, whatever its name says", async () => {
    const { body } = await upload(fileForm(png, "holiday.exe", "application/x-msdownload"));
    expect([body.type, body.picture]).toEqual(["image/png", true]);
    const answer = await desk.ask(`${talk.portal}/attachments/${body.id}`, {
      token: talk.token,
      headers: { Origin: "https://shop.example" },
    });
    expect(answer.headers.get("Content-Disposition")).toMatch(/^inline; /);
    // The widget draws it on another site's page, which has to be let read it.
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  it.each([
    ["../../etc/passwd", "passwd"],
    ["..\\..\\boot.ini", "boot.ini"],
    ["\u200b.htaccess", ".htaccess"],
    ["photo\u202egpj.exe", "photogpj.exe"],
    ["\u061c2026.06.exe\u206a", "2026.06.exe"],
    ["a\r\nSet-Cookie: x=1", "aSet-Cookie: x=1"],
    ["naïve 😀 “quotes”.txt", "naïve 😀 “quotes”.txt"],
    [`${"x".repeat(300)}.pdf`, `${"x".repeat(196)}.pdf`],
    ["", "file"],
  ])("shows the name %j as %j and never uses it as a path (attack 5)", async (given, shown) => {
    // FormData would rewrite these names before they get here.
    const boundary = "b".repeat(20);
    const raw = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${given.replace(/[\r\n]/g, (c) => encodeURIComponent(c)).replaceAll("\\", "\\\\")}"\r\nContent-Type: text/plain\r\n\r\nhello\r\n--${boundary}--\r\n`;
    const answer = await desk.app.request(`${talk.portal}/attachments`, {
      method: "POST",
      body: raw,
      headers: { Authorization: `Bearer ${talk.token}`, "Content-Type": `multipart/form-data; boundary=${boundary}` },
    });
    expect(answer.status).toBe(201);
    const body = (await answer.json()) as { id: string; name: string };
    const expected = given.includes("\r") ? "a%0D%0ASet-Cookie: x=1" : shown;
    expect(body.name).toBe(expected);
    expect(filesOnDisk()).toEqual([body.id]);
    expect((await download(body.id)).headers.get("Content-Disposition")).not.toMatch(/[\r\n]/);
  });

  it.each([['5" pipe.txt'], ["می‌خواهم.pdf"], ["क्‍ष.txt"], ["👩‍💻.txt"], ["100%22 sure.txt"]])(
    "F20: gives %j back by the same name",
    async (name) => {
      const form = fileForm("hello", name);
      // As the widget and the staff page do, for what multipart cannot say.
      if (name.includes("%")) form.set("name", name);
      const { body } = await upload(form);
      expect(body.name).toBe(name);
      const disposition = (await download(body.id)).headers.get("Content-Disposition")!;
      expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1]!)).toBe(name);
    },
  );

  it("F20: calls a file of joiners alone a file", async () => {
    expect((await upload(fileForm("hello", "\u200d\u200c"))).body.name).toBe("file");
  });

  it("refuses an empty file and leaves nothing of it", async () => {
    const answer = await upload(fileForm("", "empty.txt"));
    expect([answer.status, answer.body.error.code]).toEqual([422, "attachment_empty"]);
    expect(filesOnDisk()).toEqual([]);
  });

  it("refuses 10 MiB and a byte, and leaves nothing of it", async () => {
    const answer = await upload(fileForm(new Uint8Array(10 * 1024 * 1024 + 1), "large.bin"));
    expect([answer.status, answer.body.error.code]).toEqual([413, "too_large"]);
    await expect.poll(filesOnDisk).toEqual([]);
    expect((await upload(fileForm(new Uint8Array(10 * 1024 * 1024), "just.bin"))).status).toBe(201);
  });

  it.each([
    ["JSON", JSON.stringify({ path: "/etc/passwd" }), "application/json", 415, "multipart_required"],
    ["no boundary", "x", "multipart/form-data", 415, "multipart_required"],
    [
      "half a form",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\nhalf',
      "multipart/form-data; boundary=b",
      400,
      "multipart_invalid",
    ],
    ["no file", "--b--\r\n", "multipart/form-data; boundary=b", 400, "multipart_invalid"],
  ])("refuses %s (attack 20)", async (_, body, type, status, code) => {
    const answer = await desk.ask(`${talk.portal}/attachments`, {
      body,
      token: talk.token,
      headers: { "Content-Type": type },
    });
    expect([answer.status, answer.body?.error.code]).toEqual([status, code]);
    await expect.poll(filesOnDisk).toEqual([]);
  });

  it("ends a signed link after ten minutes, and at any change (attack 6)", async () => {
    const { body } = await upload(fileForm("x", "x.txt"));
    const message = { body: "see", attachments: [body.id] };
    const said = await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, {
      body: message,
      token: talk.token,
      key: newKey(),
    });
    const link = new URL(said.body.message.attachments[0]!.url!);
    const open = (change: Record<string, string> = {}) => {
      const url = new URL(link);
      for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
      return desk.ask(url.pathname + url.search);
    };
    expect((await open()).text).toBe("x");
    const expires = Number(link.searchParams.get("expires"));
    const stranger = `visitor:${"0".repeat(32)}`;
    for (const change of [
      { who: stranger },
      { expires: String(expires + 60_000) },
      { signature: "x" },
      { signature: "" },
    ]) {
      expect((await open(change as unknown as Record<string, string>)).status).toBe(404);
    }
    desk.pass(10 * 60_000);
    expect((await open()).status).toBe(404);
  });

  it("sweeps uploads that no message took within a day, and only those", async () => {
    const unused = (await upload(fileForm("unused", "a.txt"))).body.id;
    const used = (await upload(fileForm("used", "b.txt"))).body.id;
    const message = { body: "see", attachments: [used] };
    await desk.ask(`${talk.portal}/tickets/${talk.ticket.id}/messages`, {
      body: message,
      token: talk.token,
      key: newKey(),
    });
    desk.pass(24 * 3_600_000 + 1);
    const { scheduleSweep } = await import("../background/sweep.ts");
    await scheduleSweep(desk);
    await desk.jobs.runDue();
    expect((await download(unused)).status).toBe(404);
    expect((await download(used)).text).toBe("used");
    expect(existsSync(join(desk.test.dir, "files", unused.slice(0, 2), unused))).toBe(false);
  });

  it("S25: tells files that nothing knows of, and attachments whose file is gone, from what is only arriving", async () => {
    const dir = join(desk.test.dir, "files");
    const { id: kept } = (await upload(fileForm("kept", "a.txt"))).body;
    const { id: lost } = (await upload(fileForm("lost", "b.txt"))).body;
    rmSync(join(dir, lost.slice(0, 2), lost));
    const stray = "ab".repeat(16);
    mkdirSync(join(dir, "ab"), { recursive: true });
    writeFileSync(join(dir, "ab", stray), "left by a crash");
    const compare = (at: number) => compareFiles(desk.database.read, dir, at);
    const compared = { files: 2, rowsWithoutFile: [lost], filesWithoutRow: [] as string[] };
    expect(await compare(Date.now())).toEqual(compared);
    expect(await compare(Date.now() + 2 * 3_600_000)).toEqual({ ...compared, filesWithoutRow: [stray] });
    expect((await download(kept)).text).toBe("kept");
  });

  it("lets staff send files to customers, and takes each upload once", async () => {
    const made = await desk.ask("/api/staff/attachments", {
      form: fileForm("invoice", "invoice.txt"),
      cookie: desk.admin,
    });
    const path = `/api/staff/tickets/${talk.ticket.id}/messages`;
    const body = { body: "Here it is", attachments: [made.body.id] };
    expect((await desk.ask(path, { body, cookie: desk.admin, key: newKey() })).status).toBe(201);
    expect((await download(made.body.id)).text).toBe("invoice");
    const again = await desk.ask(path, { body, cookie: desk.admin, key: newKey() });
    expect(again.body.error.code).toBe("attachment_unknown");
  });
});
