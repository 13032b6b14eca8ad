/**
 * The door by which mail comes in over SMTP: what other mail servers deliver for the addresses of projects, and nothing
 * else. It keeps no mail itself; it answers yes when `receive` has.
 */
import type { AddressInfo } from "node:net";
import type { Readable } from "node:stream";
import type { Logger } from "pino";
import type { SMTPServerAddress, SMTPServerDataStream, SMTPServerSession } from "smtp-server";
import { readAddress } from "../mail-address.ts";
import { type CertificateFiles, openCertificate } from "./certificate.ts";
import { takeData } from "./smtp-door-data.ts";
import { refusalOf, SmtpRefusal } from "./smtp-door-refusal.ts";
import { type Visit, VisitedServer } from "./smtp-door-visits.ts";

/** What a mail server says of a mail before it hands it over. */
export interface SmtpEnvelope {
  /** null: the empty path, of mails that nobody is to answer. */
  from: string | null;
  /** Of those that are known here, as `readAddress` spells them, each once. */
  to: string[];
  /** Of the sender's host, as networks are spelt in `http/network.ts`. */
  network: string;
  ip: string;
  /** The name by which the host calls itself; nothing proves it. */
  helo: string;
  /** It came over TLS. */
  secure: boolean;
}

export interface SmtpTimeouts {
  /** From the connection to EHLO. */
  greetingMs: number;
  /** Of silence, between commands and in the middle of a mail. */
  commandMs: number;
  /** From the connection, or the last mail, to the data of the next. */
  mailMs: number;
  /** How long the data of one mail may come in more slowly than five kilobytes a second. */
  slowDataMs: number;
  /** How long `close` waits for mails that are on their way. */
  closeMs: number;
}

export interface SmtpDoorOptions {
  /** 0: any. */
  port: number;
  host?: string;
  /** What the desk calls itself to mail servers. */
  hostname: string;
  /** Offers STARTTLS. The files are read again when they have changed. */
  tls?: CertificateFiles;
  /** @param address as `readAddress` spells it */
  knows(address: string): Promise<boolean>;
  /**
   * Asked twice of each mail: with 0 bytes before its data, which counts one mail of that network and may refuse it;
   * and with its size afterwards, whatever became of it, when the answer changes nothing any more.
   */
  allow(network: string, bytes: number): Promise<boolean>;
  /** The disk has room for mails. */
  hasRoom(): Promise<boolean>;
  /**
   * Resolves once the mail is safe: only then does its sender hear that it has arrived, and forgets it. Reads the
   * content to its end, which fails where the sender hangs up or sends too much. A `SmtpRefusal` is the answer as it
   * stands; any other error makes the sender try again.
   */
  receive(content: Readable, envelope: SmtpEnvelope): Promise<void>;
  log: Logger;
  now: () => number;
  maxBytes?: number;
  maxConnections?: number;
  maxPerNetwork?: number;
  timeouts?: Partial<SmtpTimeouts>;
}

export interface SmtpDoor {
  port: number;
  /** No new mails; those on their way are waited for up to a bound. */
  close(): Promise<void>;
}

const defaultTimeouts: SmtpTimeouts = {
  greetingMs: 60_000,
  commandMs: 120_000,
  mailMs: 300_000,
  slowDataMs: 60_000,
  closeMs: 10_000,
};
const defaultMaxBytes = 25 * 1024 * 1024;
const minBytesPerSecond = 5000;
const maxRecipients = 100;
/** Of one connection. Whoever asks for more is looking for addresses. */
const maxStrangers = 100;
/** Long enough for a recipient with everything that may stand behind it. */
const maxCommandBytes = 2048;

/** Nobody signs in here, and nothing is told of addresses; the rest are jokes and trust in proxies of smtp-server's. */
const disabledCommands = ["AUTH", "VRFY", "EXPN", "HELP", "WIZ", "SHELL", "KILL", "XCLIENT", "XFORWARD"];

/** Fails where the port is taken or the certificate cannot be used. */
export async function openSmtpDoor(options: SmtpDoorOptions): Promise<SmtpDoor> {
  const { log, maxBytes = defaultMaxBytes, maxConnections = 100, maxPerNetwork = 10 } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const certificate = options.tls && (await openCertificate(options.tls, log, options.now));
  const inBackground = (promise: Promise<unknown>, doing: string): void =>
    void promise.catch((error: unknown) => log.error({ err: error }, `incoming mail: ${doing} failed`));

  /** Calls smtp-server back with what becomes of `work`. */
  async function answer(done: (refusal?: Error) => void, doing: string, work: () => Promise<void>): Promise<void> {
    let refusal: SmtpRefusal | undefined;
    try {
      await work();
    } catch (error) {
      refusal = refusalOf(error, doing, log);
    }
    done(refusal);
  }

  async function renewCertificate(): Promise<void> {
    const pair = await certificate?.renewed();
    if (pair) server.updateSecureContext(pair);
  }

  async function beginMail(visit: Visit): Promise<void> {
    visit.isAllowed = undefined;
    if (!(await options.hasRoom()))
      throw new SmtpRefusal(452, "There is no room for mails now, please try again later");
  }

  /** The network is asked about at the first recipient that is known: smtp-server lets nobody stop it at DATA. */
  async function addRecipient({ address }: SMTPServerAddress, visit: Visit): Promise<void> {
    const known = readAddress(address);
    if (known === undefined || !(await options.knows(known))) {
      visit.strangers += 1;
      if (visit.strangers > maxStrangers) throw new SmtpRefusal(421, "Too many addresses that are not here");
      throw new SmtpRefusal(550, "There is no such address here");
    }
    visit.isAllowed ??= options.allow(visit.network, 0);
    if (!(await visit.isAllowed))
      throw new SmtpRefusal(451, "Too many mails from your network, please try again later");
  }

  async function takeMail(data: SMTPServerDataStream, session: SMTPServerSession, visit: Visit): Promise<void> {
    const envelope = envelopeOf(session, visit.network);
    const limits = {
      maxBytes,
      slowMs: timeouts.slowDataMs,
      minBytesPerSecond,
      cut: () => visit.end("You sent too slowly or too much"),
    };
    try {
      await takeData(data, limits, (content) => options.receive(content, envelope));
    } finally {
      inBackground(options.allow(visit.network, data.byteLength), "counting");
    }
  }

  const server = new VisitedServer(
    {
      name: options.hostname,
      // No version, and no joke.
      heloResponse: "%s",
      logger: false,
      disableReverseLookup: true,
      disabledCommands: [...disabledCommands, ...(certificate ? [] : ["STARTTLS"])],
      ...(certificate && { ...certificate.pair, minVersion: "TLSv1.2" }),
      size: maxBytes,
      maxRecipients,
      maxCommandLength: maxCommandBytes,
      // Strict, it refuses mailboxes for good that exist: `name..name@docomo.ne.jp`.
      lenientAddressParsing: true,
      socketTimeout: timeouts.commandMs,
      closeTimeout: timeouts.closeMs,
      onConnect: (_session, done) => void answer(done, "reading the certificate", renewCertificate),
      onMailFrom: (_address, session, done) =>
        void answer(done, "looking for room", () => beginMail(server.visitOf(session))),
      onRcptTo: (address, session, done) =>
        void answer(done, "finding a recipient", () => addRecipient(address, server.visitOf(session))),
      onData(data, session, done) {
        const visit = server.visitOf(session);
        server.take(
          answer(done, "receiving", () => takeMail(data, session, visit)),
          visit,
        );
      },
    },
    { maxConnections, maxPerNetwork, ...timeouts },
  );
  // Of one connection: somebody hung up, or began no TLS. It may hold an address, which is not for logs.
  server.on("error", ({ code }: NodeJS.ErrnoException) =>
    log.debug({ code }, "a connection of incoming mail broke off"),
  );

  const port = await listen(server, options);
  return { port, close: () => server.end(timeouts.closeMs) };
}

function envelopeOf(session: SMTPServerSession, network: string): SmtpEnvelope {
  const { mailFrom, rcptTo } = session.envelope;
  const from = mailFrom ? mailFrom.address : "";
  return {
    from: from === "" ? null : (readAddress(from) ?? from),
    to: [...new Set(rcptTo.flatMap(({ address }) => readAddress(address) ?? []))],
    network,
    ip: session.remoteAddress,
    helo: session.hostNameAppearsAs,
    secure: session.secure,
  };
}

const listen = (server: VisitedServer, { port, host }: SmtpDoorOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    const listening = server.listen(port, host, () => {
      server.off("error", reject);
      resolve((listening.address() as AddressInfo).port);
    });
  });
