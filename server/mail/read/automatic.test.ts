import { describe, expect, it } from "vitest";
import { multipart, readText } from "./testing/read-source.ts";

const signsOf = async (header: string): Promise<string[]> => (await readText(`${header}\n\nHi`)).signs;

describe("signs that no person wrote a mail", () => {
  it.each([
    ["Auto-Submitted: auto-replied", ["answered"]],
    ["Auto-Submitted: auto-generated; owner-email=a@example.com", ["answered"]],
    ["X-Autoreply: yes", ["answered"]],
    ["Precedence: auto_reply", ["answered"]],
    ["From: MAILER-DAEMON@example.com", ["daemon"]],
    ["From: postmaster@example.com\nReturn-Path: <>", ["daemon"]],
    ["List-Id: <news.example.com>", ["list"]],
    ["Precedence: bulk", ["list"]],
  ])("E7: %s", async (header, signs) => {
    expect(await signsOf(header)).toEqual(signs);
  });

  it.each([
    "Auto-Submitted: no",
    "Auto-Submitted: auto-forwarded",
    "X-Auto-Response-Suppress: All",
    "X-Autoreply: no",
    "From: no-reply@example.com",
    "From: postmaster@example.com",
    "Return-Path: <>",
    "Precedence: first-class",
  ])("E9: none is %s", async (header) => {
    expect(await signsOf(header)).toEqual([]);
  });

  it("E7: they are found below any amount of other header", async () => {
    const header = `Subject: ${"x".repeat(100_000)}\nTo: ${"a".repeat(100_000)}\nAuto-Submitted: auto-replied`;
    expect(await signsOf(header)).toEqual(["answered"]);
  });

  it("our own mark is known", async () => {
    expect((await readText("X-Deskbell-Notification: 1\n\nHi")).isOurs).toBe(true);
    expect((await readText("From: a@example.com\n\nHi")).isOurs).toBe(false);
  });
});

const status = `Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; forwarded@example.net
Original-Recipient: rfc822;Ada@Example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1
 no such user

Final-Recipient: rfc822; slow@example.com
Action: delayed
Status: 4.4.1

Final-Recipient: rfc822; fine@example.com
Action: delivered
`;
const returned = "Content-Type: text/rfc822-headers\n\nMessage-ID: <Ours.1@example.com>\nSubject: Re: Lamp\n";
const words = "Content-Type: text/plain\n\nIt did not arrive.\n";

describe("a report of a mail server", () => {
  it("E22: says whom it did not reach, in the server's words, and which mail came back", async () => {
    const mail = await readText(
      multipart("report; report-type=delivery-status", [words, status, returned], "In-Reply-To: <other@example.com>\n"),
    );
    expect(mail).toMatchObject({
      signs: ["report"],
      text: "It did not arrive.",
      references: ["Ours.1@example.com", "other@example.com"],
      bounces: [
        { address: "ada@example.com", words: "550 5.1.1 no such user", isFinal: true },
        { address: "slow@example.com", words: "4.4.1", isFinal: false },
      ],
    });
  });

  it("E22: is one also inside of another kind of mail, and where a whole mail came back", async () => {
    const whole = "Content-Type: message/rfc822\n\nMessage-ID: <ours.2@example.com>\nSubject: Lamp\n\nHello";
    const mail = await readText(multipart("mixed", [words, status, whole]));
    expect(mail).toMatchObject({ signs: ["report"], references: ["ours.2@example.com"] });
    expect(mail.files.map(({ name }) => name)).toEqual(["file-1.txt", "Lamp.eml"]);
  });

  it("is none where a person encloses one, or forwards a mail", async () => {
    const enclosed = status.replace("\n\n", "\nContent-Disposition: attachment\n\n");
    const whole = "Content-Type: message/rfc822\n\nMessage-ID: <ours.3@example.com>\n\nHello";
    expect(await readText(multipart("mixed", [words, enclosed, whole]))).toMatchObject({
      signs: [],
      bounces: [],
      references: [],
    });
  });
});
