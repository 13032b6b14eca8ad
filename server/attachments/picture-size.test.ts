import { describe, expect, it } from "vitest";
import { fileForm } from "../testing/conversation.ts";
import { sharedConversation } from "../testing/with-desk.ts";

const be = (bytes: number, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};
const le = (bytes: number, value: number): Buffer => be(bytes, value).reverse();
const latin = (text: string): Buffer => Buffer.from(text, "latin1");
const join = (...parts: (Buffer | string)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? latin(part) : part)));

const png = (width: number, height: number): Buffer =>
  join(
    "\x89PNG\r\n\x1a\n",
    be(4, 13),
    "IHDR",
    be(4, width),
    be(4, height),
    "\x01\0\0\0\0",
    be(4, 0),
    be(4, 0),
    "IDAT",
    be(4, 0),
  );
const segment = (marker: number, content: Buffer): Buffer =>
  join(Buffer.from([0xff, marker]), be(2, content.length + 2), content);
const jpeg = (width: number, height: number, ...before: Buffer[]): Buffer =>
  join(
    "\xff\xd8",
    segment(0xe0, latin("JFIF\0\x01\x01\0\0\x01\0\x01\0\0")),
    ...before,
    segment(0xc2, join("\x08", be(2, height), be(2, width), "\x03")),
    "\xff\xd9",
  );
/** What follows such a mark is no length, but would be one that leads past the size to another one. */
const behind = (marker: number): Buffer => {
  const real = segment(0xc2, join("\x08", be(2, 20_000), be(2, 20_000), "\x03"));
  const head = join("\xff\xd8", Buffer.from([0xff, marker]), real);
  const seen = segment(0xc2, join("\x08", be(2, 10), be(2, 10), "\x03"));
  return join(head, Buffer.alloc(4 + 0xffc2 - head.length), seen);
};
const frame = (width: number, height: number): Buffer =>
  join(",", le(2, 0), le(2, 0), le(2, width), le(2, height), "\0");
const gif = (width: number, height: number, ...rest: Buffer[]): Buffer =>
  join("GIF89a", le(2, width), le(2, height), "\x80\0\0", Buffer.alloc(6), ...rest, frame(width, height), ";");
const riff = (kind: string, content: Buffer): Buffer =>
  join("RIFF", le(4, content.length + 12), "WEBP", kind, le(4, content.length), content, Buffer.alloc(20));
const webp = (width: number, height: number): Buffer =>
  riff("VP8X", join(Buffer.alloc(4), le(3, width - 1), le(3, height - 1)));
const lossy = (width: number, height: number): Buffer =>
  riff("VP8 ", join("\0\0\0\x9d\x01\x2a", le(2, width), le(2, height)));
const lossless = (width: number, height: number): Buffer =>
  riff("VP8L", join("/", le(4, ((height - 1) * 2 ** 14 + width - 1) >>> 0)));
const comment = (pieces: number): Buffer => join("!\xfe", ...Array.from({ length: pieces }, () => "\x01x"), "\0");

describe("S21: no picture costs whoever looks at it their tab", () => {
  const { desk, talk } = sharedConversation("sqlite");

  const upload = (bytes: Buffer) =>
    desk.ask(`${talk.portal}/attachments`, { form: fileForm(new Uint8Array(bytes), "x.png"), token: talk.token });

  it.each([
    ["PNG", png(8000, 5000), true],
    ["PNG of 144 million points", png(12_000, 12_000), false],
    ["PNG as long as a river", png(1_000_000, 2), false],
    ["PNG of no width", png(0, 10), false],
    ["PNG that ends in its head", png(10, 10).subarray(0, 20), false],
    ["JPEG", jpeg(8000, 5000), true],
    [
      "JPEG with a lot before its size",
      jpeg(4000, 3000, ...Array.from({ length: 20 }, () => segment(0xe1, Buffer.alloc(60_000)))),
      true,
    ],
    ["JPEG of 400 million points", jpeg(20_000, 20_000), false],
    ["JPEG that says its height at the end", jpeg(100, 0), false],
    ["JPEG of pieces that never end", jpeg(10, 10, Buffer.alloc(4 * 50_000, "ff010002", "hex")), false],
    ["JPEG of 400 million points, behind a mark that says no length", behind(0x01), false],
    ["JPEG of 400 million points, behind a mark to begin anew", behind(0xd7), false],
    ["JPEG of 400 million points, behind a zero", behind(0x00), false],
    ["JPEG behind such marks", jpeg(4000, 3000, latin("\xff\x01\xff\xd0\xff\0")), true],
    ["JPEG of filling only", join("\xff\xd8", Buffer.alloc(50_000, 0xff)), false],
    ["GIF", gif(600, 400), true],
    ["GIF with a comment", gif(600, 400, comment(300)), true],
    ["GIF of a comment that never ends", gif(600, 400, comment(50_000)), false],
    ["GIF of 256 million points", gif(16_000, 16_000), false],
    ["GIF with a frame larger than itself", gif(10, 10, frame(16_000, 16_000)), false],
    ["WebP", webp(8000, 5000), true],
    ["WebP of 16 million a side", webp(16_777_216, 16_777_216), false],
    ["lossy WebP", lossy(4000, 3000), true],
    ["lossy WebP, too large", lossy(16_383, 16_383), false],
    ["lossless WebP", lossless(4000, 3000), true],
    ["lossless WebP, too large", lossless(16_384, 16_384), false],
  ])("%s", async (_, bytes, picture) => {
    const { body, status } = await upload(bytes);
    expect([status, body.picture]).toEqual([201, picture]);
    const { headers } = await desk.ask(`${talk.portal}/attachments/${body.id}`, { token: talk.token });
    expect(headers.get("Content-Disposition")!.split(";")[0]).toBe(picture ? "inline" : "attachment");
  });

  it("shows one from before sizes were looked at never, and hands it out from then on", async () => {
    const { body } = await upload(png(12_000, 12_000));
    await desk.database.write(({ db }) => db.updateTable("attachments").set({ picture: 1 }).execute());
    const download = () => desk.ask(`${talk.portal}/attachments/${body.id}`, { token: talk.token });
    expect((await download()).status).toBe(413);
    const { status, headers } = await download();
    expect([status, headers.get("Content-Disposition")!.split(";")[0]]).toEqual([200, "attachment"]);
  });
});
