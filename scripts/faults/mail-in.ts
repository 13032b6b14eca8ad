/** Mails come in by SMTP, with files, while the process is killed again and again: each is one ticket in the end. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { createTransport } from "nodemailer";
import { freePort } from "../testing/free-port.ts";
import { type FaultDesk, openFaultDesk, staffCookie } from "./desk.ts";
import type { Outcome } from "./outcome.ts";

const mails = 500;
const senders = 8;
const mailDomain = "mail.desk.test";

export async function killWhileMailComesIn(random: () => number): Promise<Outcome> {
  const port = await freePort();
  const desk = await openFaultDesk({ env: { MAIL_DOMAIN: mailDomain, INBOUND_SMTP_PORT: String(port) } });
  try {
    await desk.prepare();
    const intake = await intakeOf(desk);
    let left = mails;
    let tries = 0;
    let kills = 0;
    const work = async (): Promise<void> => {
      while (left > 0) {
        const number = (left -= 1);
        // As a mail server does: the same mail until somebody says that they have it.
        for (let taken = false; !taken; tries += 1) taken = await bring(port, intake, number);
      }
    };
    const working = Promise.all(Array.from({ length: senders }, work));
    let isOver = false;
    void working.finally(() => (isOver = true));
    while (!isOver) {
      await pause(300 + random() * 1200);
      await desk.server!.kill();
      await desk.start();
      kills += 1;
    }
    await working;
    const file = join(desk.folder, "deskbell.db");
    await untilFiled(file);
    await desk.server!.stop();
    return { ...verdict(file), recoveries: desk.recoveries, note: `${mails} mails in ${tries} tries, ${kills} kills` };
  } finally {
    await desk.close();
  }
}

async function intakeOf(desk: FaultDesk): Promise<string> {
  const headers = { cookie: await staffCookie(desk) };
  const read = async (path: string) =>
    (await (await fetch(`http://127.0.0.1:${desk.port}/api/staff${path}`, { headers })).json()) as {
      items: { id: string; intake: string }[];
    };
  const [project] = (await read("/projects")).items;
  return (await read(`/projects/${project!.id}/inboxes`)).items[0]!.intake;
}

async function bring(port: number, to: string, number: number): Promise<boolean> {
  const from = `sender-${number}@shop.test`;
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true, socketTimeout: 10_000 });
  try {
    await transport.sendMail({ envelope: { from, to }, raw: mailOf(number, from, to) });
    return true;
  } catch {
    await pause(50);
    return false;
  } finally {
    transport.close();
  }
}

/** The same to the byte each time it is tried, as a mail server has it. */
const mailOf = (number: number, from: string, to: string): string =>
  [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: Mail ${number}`,
    `Message-ID: <${number}@shop.test>`,
    "Date: Mon, 02 Nov 2026 09:00:00 +0000",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "Words that must not be lost.",
    "--b",
    "Content-Type: text/plain",
    'Content-Disposition: attachment; filename="label.txt"',
    "",
    `label ${number} ${"x".repeat(5000)}`,
    "--b--",
    "",
  ].join("\r\n");

/** What a killed process had begun is taken up again when its lease is over. */
async function untilFiled(file: string): Promise<void> {
  const sqlite = new Sqlite(file, { readonly: true });
  try {
    const waiting = sqlite.prepare("select count(*) from mails where state = 'received'").pluck();
    for (let tries = 0; tries < 900 && waiting.get() !== 0; tries++) await pause(100);
  } finally {
    sqlite.close();
  }
}

function verdict(file: string): Pick<Outcome, "held" | "acknowledged" | "lost" | "doubled"> {
  const sqlite = new Sqlite(file, { readonly: true });
  try {
    const rows = sqlite
      .prepare(
        `select tickets.subject, count(distinct tickets.id) as tickets, count(attachments.id) as files from tickets
           inner join messages on messages.ticket_id = tickets.id
           left join attachments on attachments.message_id = messages.id
           where tickets.subject like 'Mail %' group by tickets.subject`,
      )
      .all() as { subject: string; tickets: number; files: number }[];
    const whole = rows.filter(({ files }) => files >= 1);
    const doubled = rows.filter(({ tickets, files }) => tickets > 1 || files > 1).length;
    const lost = mails - whole.length;
    const integrity = sqlite.pragma("integrity_check", { simple: true });
    return { held: lost === 0 && doubled === 0 && integrity === "ok", acknowledged: mails, lost, doubled };
  } finally {
    sqlite.close();
  }
}
