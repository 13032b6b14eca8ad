/**
 * What a mail says without what it quotes, beside npm's `email-reply-parser` and `planer`, over mails of other projects
 * that lie beside this one. Exact: the same text but for white space. Folded: words of the writer's own that are not in
 * sight.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import EmailReplyParser from "email-reply-parser";
import PostalMime from "postal-mime";
import { cutPlain } from "../../server/mail/read/cut-plain.ts";
import { htmlText } from "../../server/mail/read/html-text.ts";
import { isForwardSubject } from "../../server/mail/read/quote-subject.ts";
import type { Print } from "../figures/write.ts";
import { figurePrinter } from "./figures.ts";

const corpora = join(import.meta.dirname, "../../../shared/corpora");

interface Sample {
  name: string;
  mail: string;
  isHtml?: boolean;
  /** Where it came with one. */
  subject?: string;
  /** What the writer wrote, by the project that the mail is from. */
  answer: string;
  /** Where the answer holds more than that, such as what the program wrote beneath. */
  own?: string;
}

interface Corpus {
  name: string;
  samples: Sample[];
  /** The mails came with their answers. */
  isAnswered: boolean;
}

const parser = new EmailReplyParser();
/** It has no types, and reads HTML only by the XPath of a browser. */
const planer = createRequire(import.meta.url)("planer") as { extractFrom(mail: string, type: string): string };

const ways: Record<string, (sample: Sample) => string> = {
  ours: ({ mail, isHtml, subject = "" }) =>
    (isHtml ? htmlText(mail, () => undefined) : cutPlain(mail, isForwardSubject(subject))).text,
  // The others get the whole text of HTML, with signs before what lies in a quote.
  "email-reply-parser": ({ mail, isHtml }) => parser.parseReply(isHtml ? wholeText(mail) : mail),
  planer: ({ mail, isHtml }) => planer.extractFrom(isHtml ? wholeText(mail) : mail, "text/plain"),
};

/** One of the others takes longer than anybody waits for one of the mails: that is no answer. */
const maxMs = 2000;

function answerOf(work: () => string): string | undefined {
  try {
    return runInNewContext("work()", { work }, { timeout: maxMs }) as string;
  } catch (error) {
    // Of another realm: no Error of this one.
    if ((error as { code?: unknown }).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return undefined;
    throw error;
  }
}

/** Of HTML, with what it quotes below its own words. */
function wholeText(html: string): string {
  const { text, quoted } = htmlText(html, () => undefined);
  return `${text}\n\n${quoted}`;
}

export async function mailQuotes(print: Print): Promise<void> {
  if (!existsSync(corpora)) return print("left out: there are no mails of other projects beside this one");
  const printFigure = figurePrinter(print);
  const names = Object.keys(ways);
  const exact = new Map(names.map((name) => [name, 0]));
  let answered = 0;
  let folded = 0;
  print(["", ...names].map((name, at) => (at === 0 ? "".padEnd(34) : name.padStart(24))).join(""));
  for (const { name, samples, isAnswered } of await readCorpora()) {
    const figures = names.map((way) => measure(samples, ways[way]!));
    print(
      name.padEnd(34) +
        figures.map((one) => `${one.exact} of ${samples.length}, ${one.folded} folded`.padStart(24)).join(""),
    );
    if (figures[0]!.misses.length > 0) print(`  not exact: ${figures[0]!.misses.join(", ")}`);
    folded += figures[0]!.folded;
    if (!isAnswered) continue;
    answered += samples.length;
    for (const [at, way] of names.entries()) exact.set(way, exact.get(way)! + figures[at]!.exact);
  }
  const ours = exact.get("ours")!;
  const better = Math.max(exact.get("email-reply-parser")!, exact.get("planer")!);
  printFigure("own words folded away", `${folded}`, "0", folded === 0);
  printFigure("exact where answers are given", `${ours} of ${answered}`, "≥ 80 %", ours >= answered * 0.8);
  const times = ours / better;
  printFigure("times the better of the two", `${times.toFixed(2)} ×`, "≥ 1.3", times >= 1.3);
}

const withoutSpace = (text: string): string => text.replaceAll(/[\s\u200b\ufeff]+/g, " ").trim();

function measure(
  samples: Sample[],
  way: (sample: Sample) => string,
): { exact: number; folded: number; misses: string[] } {
  const found = { exact: 0, folded: 0, misses: [] as string[] };
  for (const sample of samples) {
    const text = answerOf(() => way(sample));
    if (text === undefined) continue;
    const isExact = withoutSpace(text) === withoutSpace(sample.answer);
    if (isExact) found.exact += 1;
    const words = wordsMissing(sample.own ?? sample.answer, text);
    found.folded += words.length;
    if (!isExact)
      found.misses.push(words.length > 0 ? `${sample.name} (without ${words.slice(0, 3).join(" ")})` : sample.name);
  }
  return found;
}

function wordsMissing(answer: string, text: string): string[] {
  const wordsOf = (one: string): string[] => one.match(/[\p{L}\p{N}]+/gu) ?? [];
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return wordsOf(answer).filter((word) => {
    const count = counts.get(word) ?? 0;
    counts.set(word, count - 1);
    return count <= 0;
  });
}

const fileOf = (...path: string[]): string => readFileSync(join(corpora, ...path), "utf8");
const filesOf = (...path: string[]): string[] => readdirSync(join(corpora, ...path)).toSorted();

async function readCorpora(): Promise<Corpus[]> {
  const replies = await talonReplies();
  return [
    { name: "email_reply_trimmer", samples: trimmerSamples(), isAnswered: true },
    { name: "talon, plain replies", samples: replies.filter(({ isHtml }) => !isHtml), isAnswered: true },
    { name: "talon, replies with HTML", samples: replies.filter(({ isHtml }) => isHtml), isAnswered: true },
    { name: "talon, HTML of programs", samples: talonPages(), isAnswered: true },
    { name: "talon, signatures without a sign", samples: talonSignatures(), isAnswered: true },
    { name: "email_reply_parser", samples: parserSamples(), isAnswered: false },
    { name: "email-forward-parser", samples: forwards(), isAnswered: false },
  ];
}

const trimmerSamples = (): Sample[] =>
  filesOf("email_reply_trimmer", "emails").map((name) => ({
    name,
    mail: fileOf("email_reply_trimmer", "emails", name),
    answer: fileOf("email_reply_trimmer", "trimmed", name),
  }));

async function talonReplies(): Promise<Sample[]> {
  const folder = ["talon", "standard_replies"];
  const samples: Sample[] = [];
  for (const name of filesOf(...folder).filter((one) => one.endsWith(".eml"))) {
    // Lines that flow are joined by whoever reads a mail, and wrongly by this parser where a quote ends.
    const { text, html } = await PostalMime.parse(fileOf(...folder, name).replace(/; format="flowed"/, ""));
    const answerFile = `${name.slice(0, -4)}_reply_text`;
    const answer = filesOf(...folder).includes(answerFile) ? fileOf(...folder, answerFile) : "Hello";
    if (text) samples.push({ name, mail: text, answer, own: "Hello" });
    // In that mail the HTML says something else.
    const own = name === "outlook.eml" ? { answer: "Allo! Follow up MIME!" } : { answer, own: "Hello" };
    if (html) samples.push({ name, mail: html, isHtml: true, ...own });
  }
  return samples;
}

function talonPages(): Sample[] {
  const answer = "Hi. I am fine. Thanks, Alex";
  const pages = filesOf("talon", "html_replies").map((name) => ({
    name,
    mail: fileOf("talon", "html_replies", name),
    answer,
  }));
  const others = { "reply-separated-by-hr.html": "Hi there Bob", "OLK_SRC_BODY_SECTION.html": "Reply" };
  const more = Object.entries(others).map(([name, own]) => ({ name, mail: fileOf("talon", name), answer: own }));
  return [...pages, ...more].map((sample) => ({ ...sample, isHtml: true }));
}

/** Names and addresses at the end, with nothing that sets them apart. */
function talonSignatures(): Sample[] {
  const folder = ["talon", "signature", "emails", "stripped"];
  return filesOf(...folder)
    .filter((name) => name.endsWith("_body"))
    .map((name) => {
      const mail = fileOf(...folder, name).trimEnd();
      const signature = fileOf(...folder, name.replace("_body", "_signature")).trimEnd();
      return { name, mail, answer: mail.slice(0, mail.length - signature.length) };
    });
}

/** Lines of the writer's own: that project's tests say which, its mails come without. */
const lastOwnLines: Record<string, number> = {
  correct_sig: 1,
  email_1_1: 5,
  email_1_2: 34,
  email_1_3: 3,
  email_1_4: 1,
  email_1_6: 3,
  email_1_7: 1,
  email_1_8: 19,
  email_2_1: 1,
  email_2_2: 1,
  email_2_3: 1,
  email_BlackBerry: 1,
  email_bullets: 9,
  email_iPhone: 1,
  email_long_quote: 8,
  email_multi_word_sent_from_my_mobile_device: 1,
  email_one_is_not_on: 5,
  greedy_on: 6,
  pathological: 2,
};

const parserSamples = (): Sample[] =>
  filesOf("email_reply_parser", "emails").map((name) => {
    const mail = fileOf("email_reply_parser", "emails", name);
    const last = lastOwnLines[name.replace(".txt", "")];
    return { name, mail, answer: mail.split("\n").slice(0, last).join("\n") };
  });

/** All of it, since what is passed on is the matter; but for what are answers, which end with a sign-off. */
function forwards(): Sample[] {
  const folder = ["email-forward-parser", "fixtures"];
  const files = filesOf(...folder);
  return files
    .filter((name) => name.includes("_body"))
    .map((name) => {
      const mail = fileOf(...folder, name);
      const program = name.slice(0, name.indexOf("_body"));
      const subjects = [
        name.replace("_body", "_subject"),
        `${program}_subject.txt`,
        `${program.slice(0, -3)}_subject.txt`,
      ];
      const subjectFile = subjects.find((one) => files.includes(one));
      const reply = name.includes("variant_4") ? /^[\s\S]*?^e\.$/m.exec(mail)?.[0] : undefined;
      const subject = subjectFile === undefined ? "" : fileOf(...folder, subjectFile);
      return { name, mail, subject, answer: reply ?? mail };
    });
}
