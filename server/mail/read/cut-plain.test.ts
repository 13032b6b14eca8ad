import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { corpora, hasCorpora } from "../../testing/corpora.ts";
import { cutPlain } from "./cut-plain.ts";
import { foldedLines } from "./quote-cut.ts";
import { lineOf } from "./quote-lines.ts";

const wrote = "On Mon, 3 Jun 2024 at 10:15, Ann <ann@example.com> wrote:";
const header = "From: Ann <ann@example.com>\nSent: Monday, 3 June 2024 10:15\nTo: Bob\nSubject: Tea";

const all = (text: string): { text: string; quoted: string } => ({ text, quoted: "" });

describe("a quote is folded", () => {
  it.each([
    ["below who wrote it", "Fine.", `${wrote}\n\n> How are you?\n>\n> Ann`],
    ["without signs", "Fine.", `${wrote}\n\nHow are you?`],
    ["right below the answer", "Fine.", `${wrote}\n> How are you?`],
    ["with who wrote it inside", "Fine.", `> ${wrote}\n>\n> How are you?`],
    ["by a bar", "Fine.", "2024/6/3 Ann <ann@example.com>\n\n| How are you?\n|\n| Ann"],
    ["by nothing but its signs", "Fine.", "> How are you?"],
    ["below a copied header", "Fine.", `${header}\n\nHow are you?`],
    ["below a header in bold", "Fine.", `${header.replaceAll(/^(\w+:)/gm, "*$1*")}\n\nHow are you?`],
    ["below a line and a header", "Fine.", `________________________________\n${header}\n\nHow are you?`],
    [
      "below a header whose people go on over lines",
      "Fine.",
      `${header.replace("Bob", "Bob;\n Cleo;\n Dan")}\n\nHow are you?`,
    ],
    ["of a quote", "Fine.", `${wrote}\n\n> Well?\n>\n> ${wrote}\n>\n>> How are you?`],
  ])("%s", (_, text, quoted) => {
    expect(cutPlain(`${text}\n\n${quoted}\n`)).toEqual({ text, quoted });
  });

  it("above its answer", () => {
    const quoted = `${wrote}\n> How are you?`;
    expect(cutPlain(`${quoted}\n\nFine.`)).toEqual({ text: "Fine.", quoted });
  });

  it("between an answer and what is added below", () => {
    const quoted = `${wrote}\n\n> How are you?`;
    expect(cutPlain(`Fine.\n\n${quoted}\n\nAnd you?`)).toEqual({ text: "Fine.\n\nAnd you?", quoted });
  });
});

describe("the writer's own words stay in sight", () => {
  it("with the questions that they answer, and only what follows the last one is folded", () => {
    const text = `Hi Ann,\n\n${wrote}\n> Red?\n\nYes.\n\n> And blue?\n\nNo.`;
    expect(cutPlain(`${text}\n\n> Thanks\n> Ann`)).toEqual({ text, quoted: "> Thanks\n> Ann" });
  });

  it.each([
    ["a log with signs", "The log:\n> ERROR 1\n> ERROR 2"],
    ["a log with signs, and words after it", "The log\n\n> ERROR 1\n> ERROR 2\n\nand nothing more"],
    ["a figure after a sign", "What does it weigh?\n\n> 5 kg"],
    ["a journey", "Please book:\n\nFrom: Berlin\nTo: Hamburg\nDate: 3.6.2024\n\nThanks"],
    ["a sentence on who wrote", "Hello,\n\nOn 3.6.2024 at 10:15 your colleague wrote:\n\nWe refund.\n\nNothing came!"],
    ["a table", "Hello\n\n| a | b |\n|---|---|\n| 1 | 2 |"],
    ["a thought after two dashes that asks", "It is broken.\n--\nWhen do you open?"],
    ["a list", "Please:\n\n- call\n- write\n\n-- Amazon.com,\n-- REI.com"],
    ["a sentence that begins as a footer", "Sent from my desk, is much easier than my phone."],
    ["a sign-off", "Thanks\n\n-Ann"],
    ["a quote of nothing else", "> How are you?\n> Ann"],
    ["an announcement of nothing", `${wrote}\n\n> How are you?`],
    ["nothing but a footer", "Sent from my iPhone"],
    ["nothing", ""],
  ])("%s", (_, text) => expect(cutPlain(text)).toEqual(all(text)));

  it.each([
    `Please see below.\n\n---------- Forwarded message ---------\n${header}\n\nHow are you?\n\n${wrote}\n\n> x`,
    `Please see below.\n\n> Begin forwarded message:\n>\n> ${header.replaceAll("\n", "\n> ")}\n>\n> How are you?`,
    `Please see below.\n\nForwarded message:\n\n> ${header.replaceAll("\n", "\n> ")}\n>\n> How are you?`,
    `Please see below.\n\n> ---------- Original Message ----------\n> ${header.replaceAll("\n", "\n> ")}\n>\n> How are you?`,
  ])("what is forwarded, %#", (text) => expect(cutPlain(text)).toEqual(all(text)));

  it("what is forwarded by Outlook, which only the subject tells", () => {
    const text = `Please see below.\n\n${header}\n\nHow are you?`;
    expect(cutPlain(text, true)).toEqual(all(text));
    expect(cutPlain(text).text).toBe("Please see below.");
  });
});

describe("a signature is folded", () => {
  it.each([
    ["after its sign", "-- \nAnn\nExample Ltd"],
    ["after a sign that lost its space", "--\nAnn\nExample Ltd"],
    ["of a program", "Sent from my iPhone"],
    ["of a program, more than one", "Sent from my Galaxy\n\nGet Outlook for Android<https://aka.ms/x>"],
    ["of a mailing list", "_______________________________________________\ntea mailing list\ntea@lists.example.com"],
    ["above a quote, with it", `-- \nAnn\n\n${wrote}\n\n> How are you?`],
  ])("%s", (_, quoted) => {
    expect(cutPlain(`Fine.\n\n${quoted}`)).toEqual({ text: "Fine.", quoted: quoted.replace("-- \n", "--\n") });
  });
});

it("keeps lines as they were typed, but for more than one empty line", () => {
  expect(cutPlain("\r\n\r\n  a\tb  c\r\n\r\n\r\n\r\n    - d\re\r\n").text).toBe("  a\tb  c\n\n    - d\ne");
});

const folders = ["email_reply_trimmer/emails", "email_reply_parser/emails", "email-forward-parser/fixtures"];

describe.runIf(hasCorpora("cutting real mails"))("mails of other projects", () => {
  it("have each line in one of the two", () => {
    for (const folder of folders) {
      for (const name of readdirSync(join(corpora, folder))) {
        const mail = readFileSync(join(corpora, folder, name), "utf8");
        const { text, quoted } = cutPlain(mail);
        expect(linesOf(`${text}\n${quoted}`), name).toEqual(linesOf(mail));
      }
    }
  });
});

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd())
    .filter((line) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(line))
    .toSorted();

const hostile: Record<string, string> = {
  signs: ">\n",
  "lines that end with a colon": "a:\n",
  "announcements of nothing": `${wrote}\n`,
  "announcements, broken": "On Mon, 3 Jun 2024\nAnn <ann@example.com>\nwrote:\n",
  "announcements and quotes": `${wrote}\n> x\nown\n`,
  "beginnings of headers": "From: a@b\n",
  "headers that go on": "From: a@b\nx\nx\nx\nx\n",
  "headers with gaps": "From: a@b\n\n",
  "empty lines": "\n",
  "empty lines between": "x:\n\n\n\n\n\n\n\n",
  "empty lines in quotes": "> x\n\n\n\n",
  "dashes of signatures": "-- \n",
  "signatures and quotes": "-- \nAnn\n> x\n",
  footers: "Sent from my iPhone\n",
  "lines of mailing lists": "_____________________\n",
  bars: "a@b 10:15 2024:\n| a\n",
};

describe("a megabyte of", () => {
  it.each(Object.entries(hostile))("%s takes twice the looks of half of it", (_, piece) => {
    const looks = (length: number): number => {
      let count = 0;
      const lines = piece
        .repeat(length / piece.length)
        .split("\n")
        .map((line) => lineOf(line));
      const counted = new Proxy(lines, {
        get: (target, key): unknown => {
          count += 1;
          return Reflect.get(target, key) as unknown;
        },
      });
      foldedLines(counted);
      return count;
    };
    expect(looks(60_000)).toBeLessThan(looks(30_000) * 2.1);
  });

  it.each([
    ["all of these", Object.values(hostile).join("")],
    ["one line of signs", ">"],
    ["one line", "a:"],
    ["one address", "a@b."],
    ["spaces", " \t"],
    ["dashes", "-"],
  ])("%s is read, and no larger after it", (_, piece) => {
    const mail = piece.repeat(1_000_000 / piece.length);
    const { text, quoted } = cutPlain(mail);
    expect(text.length + quoted.length).toBeLessThanOrEqual(mail.length);
  });
});
