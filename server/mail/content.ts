import { type Answers, noAnswers } from "./answers.ts";

/** What a mail says, before it is text or HTML. Made in the reader's language; secrets stand in it by name only. */
export type MailPart =
  | { kind: "text"; text: string }
  /** What matters less: drawn smaller. */
  | { kind: "quiet"; text: string }
  /** What staff answered, whole; `message` is the id of it. */
  | { kind: "answer"; message: string }
  /** A link to follow; `secret` names its address. */
  | { kind: "action"; label: string; secret: string }
  /** Digits to type; `secret` names them. */
  | { kind: "code"; secret: string };

export interface MailContent {
  subject: string;
  /** What it is written in, as a BCP 47 tag; `mailTextsIn` says it. */
  language?: string;
  parts: MailPart[];
}

export const text = (words: string): MailPart => ({ kind: "text", text: words });
export const quiet = (words: string): MailPart => ({ kind: "quiet", text: words });
export const action = (label: string, secret = "link"): MailPart => ({ kind: "action", label, secret });
export const answer = (message: string): MailPart => ({ kind: "answer", message });
export const code = (secret = "code"): MailPart => ({ kind: "code", secret });

const placeholder = (name: string): string => `{{${name}}}`;

/**
 * The mail as plain text.
 * @param shown a secret by its name; without it the names stand in braces, as staff may see them
 */
export function mailAsText(
  { parts }: MailContent,
  shown: (secret: string) => string = placeholder,
  answers: Answers = noAnswers,
): string {
  return parts
    .map((part) => {
      switch (part.kind) {
        case "action":
          return `${part.label}:\n${shown(part.secret)}`;
        case "code":
          return shown(part.secret);
        case "answer":
          return answers.get(part.message)?.body.trimEnd() ?? "";
        case "text":
        case "quiet":
          return part.text;
      }
    })
    .filter((words) => words !== "")
    .join("\n\n");
}
