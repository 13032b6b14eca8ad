/** Reads mails that a test writes down, with a folder that goes when the test does. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { readMail } from "../read-bytes.ts";
import type { MailFile, ReadMail } from "../read-mail.ts";

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "deskbell-mail-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Text stands for its bytes, a character for each; lines end as they do in mails. */
export type Source = (string | Uint8Array)[];
export const bytesOf = (source: Source): Buffer =>
  Buffer.concat(
    source.map((part) => (typeof part === "string" ? Buffer.from(part.replace(/\r?\n/g, "\r\n"), "latin1") : part)),
  );

/** @param pieceBytes it arrives in pieces of so many */
export async function readSource(source: Source | Buffer, pieceBytes = 64 * 1024): Promise<ReadMail> {
  const bytes = Buffer.isBuffer(source) ? source : bytesOf(source);
  async function* content(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  }
  return readMail(content(), await folder());
}

export const readText = (text: string): Promise<ReadMail> => readSource([text]);

export const contentOf = async (file: MailFile): Promise<string> => readFile(file.path, "utf8");

/** A mail of parts, each with its header. */
export const multipart = (kind: string, parts: string[], header = ""): string =>
  `From: ada@example.com
${header}Content-Type: multipart/${kind}; boundary="b1"

above
${parts.map((part) => `--b1\n${part}\n`).join("")}--b1--
`;
