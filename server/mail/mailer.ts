/**
 * Hands mails to the mail server: one message, one address, one connection, and a bound on each. The envelope names its
 * one recipient explicitly: lists of addresses in one field reach people who were never meant.
 */
import type { EnclosedFile } from "./enclose.ts";
import type { SmtpSettings } from "../settings/smtp-url.ts";
import { readAddress } from "../mail-address.ts";

export interface OutgoingMail {
  messageId: string;
  fromName: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  language: string;
  date: Date;
  /** Where its answers go; without one, to where it comes from. */
  replyTo?: string | undefined;
  /** Where mail servers send it back to; without one, to where it comes from. */
  returnTo?: string | undefined;
  /** Message-IDs of the mails that it follows, the oldest first. */
  references?: readonly string[];
  /** That of the mail right before it. */
  inReplyTo?: string | undefined;
  files?: readonly EnclosedFile[];
  /** Of all files. */
  bytes?: number;
  /** Somebody wrote it: no program that answers programs is told to be silent. */
  isPersons?: boolean;
}

/** `refused`: trying again would be refused again. `later`: the server said so, or it could not be reached. */
export type Delivery = { outcome: "sent" } | { outcome: "refused" | "later"; problem: string };

export interface Mailer {
  /** Never throws for what a server says or does. */
  deliver(mail: OutgoingMail, signal: AbortSignal): Promise<Delivery>;
  /** Connects, secures the connection and signs in. @throws an Error that says what is wrong */
  check(): Promise<void>;
  /** The last mails were not taken, each for a reason that may pass. */
  readonly failing: boolean;
}

export interface MailerOptions {
  smtp: SmtpSettings;
  /** The address that mails come from. */
  from: string;
  /** Certificate authorities to trust instead of the system's. */
  ca?: string;
  /** Milliseconds that one delivery may take in all, and what its files need on a slow line. */
  timeoutMs?: number;
}

/** Of a mail that nobody wrote (RFC 3834), for Exchange, and for other desks of our kind. */
const ofPrograms = {
  "Auto-Submitted": "auto-generated",
  "X-Auto-Response-Suppress": "All",
  "X-Deskbell-Notification": "yes",
};

const secondMs = 1000;
/** 400 kbit/s, as behind a home connection. */
const slowestBytesPerMs = 50;
const maxFailuresInARow = 3;

export function createMailer({ smtp, from, ca, timeoutMs = 45 * secondMs }: MailerOptions): Mailer {
  const { host, port, secure, auth } = smtp;
  let failures = 0;

  // A desk that sends no mail does not pay for the package.
  const open = async () =>
    (await import("nodemailer")).createTransport({
      host,
      port,
      secure,
      ...(auth && { auth }),
      // A password never travels in the open, nor does a server that hides AUTH get mails without it.
      requireTLS: auth !== undefined && !secure,
      forceAuth: auth !== undefined,
      tls: { rejectUnauthorized: true, minVersion: "TLSv1.2", ...(ca !== undefined && { ca }) },
      dnsTimeout: 10 * secondMs,
      connectionTimeout: 10 * secondMs,
      greetingTimeout: 10 * secondMs,
      socketTimeout: 30 * secondMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });

  const send = async (mail: OutgoingMail, signal: AbortSignal): Promise<Delivery> => {
    // The address is checked once more: somebody who gets a second one into a row could mail it in our name.
    const address = readAddress(mail.to);
    if (address === undefined) return { outcome: "refused", problem: "This is not one mail address." };
    const to = { name: "", address };
    const replyTo = mail.replyTo === undefined ? undefined : readAddress(mail.replyTo);
    const within = timeoutMs + Math.ceil((mail.bytes ?? 0) / slowestBytesPerMs);
    const late = AbortSignal.timeout(within);
    try {
      await (
        await open()
      ).sendMail({
        from: { name: headerText(mail.fromName), address: from },
        to,
        envelope: { from: { name: "", address: mail.returnTo ?? from }, to: [to] },
        subject: headerText(mail.subject),
        text: mail.text,
        html: mail.html,
        messageId: mail.messageId,
        date: mail.date,
        ...(replyTo !== undefined && { replyTo: { name: "", address: replyTo } }),
        ...(mail.inReplyTo !== undefined && { inReplyTo: mail.inReplyTo }),
        references: [...(mail.references ?? [])],
        attachments: [...(mail.files ?? [])],
        xMailer: false,
        headers: { ...(!mail.isPersons && ofPrograms), "Content-Language": mail.language },
        signal: AbortSignal.any([signal, late]),
      });
      return { outcome: "sent" };
    } catch (error) {
      if (late.aborted) return { outcome: "later", problem: `Not taken within ${within / secondMs} seconds.` };
      return { outcome: isRefusal(error) ? "refused" : "later", problem: messageOf(error) };
    }
  };

  return {
    async deliver(mail, signal) {
      const delivery = await send(mail, signal);
      if (delivery.outcome !== "later") failures = 0;
      else if (!signal.aborted) failures += 1;
      return delivery;
    },
    async check() {
      await (await open()).verify();
    },
    get failing() {
      return failures >= maxFailuresInARow;
    },
  };
}

/** One line of a header: no line breaks that would begin another, and no length that a server refuses. */
function headerText(words: string): string {
  const line = words.replace(/[\s\p{Cc}]+/gu, " ").trim();
  const characters = [...line];
  return characters.length > 200 ? `${characters.slice(0, 199).join("")}…` : line;
}

/** What the server said, else what happened. */
const messageOf = (error: unknown): string => {
  const { response, message } = error as { response?: string; message?: string };
  return response || message || String(error);
};

/**
 * Whether a server refuses for good. A 5xx about sender, recipient or content will be the same next time. A 5xx about
 * our password, or a certificate that does not fit, says nothing about the mail, which waits until that is mended:
 * else a changed password would fail every mail of the day.
 */
function isRefusal(error: unknown): boolean {
  const { code, permanent, responseCode } = error as { code?: string; permanent?: boolean; responseCode?: number };
  return (code === "EENVELOPE" || code === "EMESSAGE") && (responseCode === undefined || permanent === true);
}
