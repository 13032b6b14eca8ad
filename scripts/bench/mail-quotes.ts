/**
 * Own words and quotes of mails, beside two packages that tell them apart: on mails that others collected, with the answer
 * that they gave. Exact: the same words in the same order. Folded away: words of the answer that are not shown.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import EmailReplyParser from "email-reply-parser";
import { extractFromPlain } from "planer";
import PostalMime from "postal-mime";
import { cutPlain } from "../../server/mail/read/cut-plain.ts";
import type { Print } from "../figures/write.ts";

interface Sample {
  name: string;
  mail: string;
  answer: string;
}

const corpora = join(import.meta.dirname, "../../../shared/corpora");

const ways: Record<string, (mail: string) => string> = {
  ours: (mail) => cutPlain(mail).text,
  "email-reply-parser": (mail) => new EmailReplyParser().read(mail).getVisibleText(),
  planer: (mail) => extractFromPlain(mail),
};

export async function mailQuotes(print: Print): Promise<void> {
  if (!existsSync(corpora)) {
    print("left out: the mails that others collected are not here");
    return;
  }
  const all = await samples();
  print(`${all.length} mails of email_reply_trimmer and talon, with their answers`);
  print(["way".padEnd(20), "exact".padStart(8), "words folded away".padStart(18)].join("  "));
  for (const [name, cut] of Object.entries(ways)) {
    const cuts = all.map(({ mail, answer, ...sample }) => ({ ...sample, answer, text: cut(mail) }));
    const exact = cuts.filter(({ text, answer }) => words(text).join(" ") === words(answer).join(" "));
    const folded = cuts.map(({ text, answer }) => missing(words(answer), words(text)));
    const sum = folded.reduce((total, some) => total + some, 0);
    print([name.padEnd(20), `${exact.length}`.padStart(8), `${sum}`.padStart(18)].join("  "));
    if (name === "ours") {
      const others = cuts.filter((one) => !exact.includes(one)).map((one) => one.name);
      if (others.length > 0) print(`  otherwise than the answer: ${others.join(", ")}`);
    }
  }
}

async function samples(): Promise<Sample[]> {
  const trimmer = join(corpora, "email_reply_trimmer");
  const trimmed = readdirSync(join(trimmer, "trimmed")).map((name) => ({
    name,
    mail: readFileSync(join(trimmer, "emails", name), "utf8"),
    answer: readFileSync(join(trimmer, "trimmed", name), "utf8"),
  }));
  const talon = join(corpora, "talon/standard_replies");
  const replies = await Promise.all(
    readdirSync(talon)
      .filter((name) => name.endsWith(".eml"))
      .map(async (name): Promise<Sample> => {
        const { text = "" } = await PostalMime.parse(readFileSync(join(talon, name)));
        const given = join(talon, name.replace(/\.eml$/, "_reply_text"));
        return { name, mail: text, answer: existsSync(given) ? readFileSync(given, "utf8") : "Hello" };
      }),
  );
  return [...trimmed, ...replies];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

function missing(wanted: readonly string[], shown: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of shown) left.set(word, (left.get(word) ?? 0) + 1);
  let gone = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count === 0) gone += 1;
    else left.set(word, count - 1);
  }
  return gone;
}
