/** Mails that come in, as their senders' programs write them. */
import type { Ask, TestDesk, TestProject } from "./desk.ts";
import { makeKey } from "./people.ts";

export const mailDomain = "mail.desk.test";

export interface Written {
  from?: string;
  to?: string;
  subject?: string;
  text?: string;
  id?: string;
  inReplyTo?: string;
  headers?: string[];
}

let count = 0;

/** A plain mail; each has an id and a time of its own, unless it is given one. */
export function written(mail: Written = {}): string {
  count += 1;
  const {
    from = "Mia <mia@shop.test>",
    to = "help@acme.test",
    subject = "Lost parcel",
    text = "It never came.",
  } = mail;
  return [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: Mon, 02 Nov 2026 09:${String(count % 60).padStart(2, "0")}:00 +0000`,
    `Message-ID: <${mail.id ?? `m${count}@shop.test`}>`,
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: ${mail.inReplyTo}`, `References: ${mail.inReplyTo}`]),
    ...(mail.headers ?? []),
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
    "",
  ].join("\r\n");
}

/** An API key with which programs hand mails in. */
export async function mailKey(desk: TestDesk): Promise<string> {
  return (await makeKey(desk, ["mail:write"])).key;
}

/** Brings a mail to the door, as a mail server's pipe does. */
export function bring(desk: TestDesk, key: string, to: string, mail: string | Uint8Array, from = "mia@shop.test") {
  const query = new URLSearchParams({ to, from });
  const ask: Ask = { method: "POST", token: key, headers: { "Content-Type": "message/rfc822" }, body: mail };
  return desk.ask(`/api/staff/mail?${query}`, ask);
}

/** The address at which mail for the project's first inbox comes in. */
export async function intakeOf(desk: TestDesk, project: TestProject): Promise<string> {
  const path = `/api/staff/projects/${project.id}/inboxes` as const;
  return (await desk.ask(path, { cookie: desk.admin })).body.items[0]!.intake!;
}
