/** Who is connected: how many at a time, and for how long without a mail. */
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { readNetwork } from "../http/network.ts";

export interface VisitLimits {
  maxConnections: number;
  maxPerNetwork: number;
  /** From the connection to EHLO. */
  greetingMs: number;
  /** From the connection, or the last mail, to the data of the next: commands that lead nowhere do not help. */
  mailMs: number;
}

type Connection = SMTPServer["connections"] extends Set<infer One> ? One : never;
type ConnectOptions = Parameters<SMTPServer["connect"]>[1];

/** One connection. */
export class Visit {
  readonly network: string;
  /** Whether its network has mails left, once that was asked for the mail that it has begun. */
  isAllowed: Promise<boolean> | undefined;
  /** Recipients that nobody here knows. */
  strangers = 0;
  /** The mail that is being taken. */
  running: Promise<void> | undefined;
  readonly #connection: Connection;
  readonly #mailMs: number;
  readonly #greeting: NodeJS.Timeout;
  #mail: NodeJS.Timeout;
  #hasEnded = false;

  constructor(network: string, connection: Connection, { greetingMs, mailMs }: VisitLimits) {
    this.network = network;
    this.#connection = connection;
    this.#mailMs = mailMs;
    this.#greeting = setTimeout(() => {
      const { openingCommand, secure } = connection.session;
      if (!openingCommand && !secure) this.end("You took too long to say who you are");
    }, greetingMs);
    this.#mail = this.#awaitMail();
  }

  /** @param mail resolves when it is answered */
  take(mail: Promise<void>): void {
    clearTimeout(this.#mail);
    this.running = mail.finally(() => {
      this.running = undefined;
      // Not for who has gone meanwhile: the timer would outlive them.
      if (!this.#hasEnded) this.#mail = this.#awaitMail();
    });
  }

  /** Says why, and hangs up. */
  end(words: string): void {
    this.#connection.send(421, words);
  }

  /** The connection is no more. */
  forget(): void {
    this.#hasEnded = true;
    clearTimeout(this.#greeting);
    clearTimeout(this.#mail);
  }

  #awaitMail(): NodeJS.Timeout {
    return setTimeout(() => this.end("You took too long to bring a mail"), this.#mailMs);
  }
}

/**
 * smtp-server asks nobody before it has greeted, and counts no networks. Connections that are closing count too, until
 * their sockets are closed.
 */
export class VisitedServer extends SMTPServer {
  readonly visits = new Map<string, Visit>();
  /** Mails that are being taken, also of those who have hung up meanwhile. */
  readonly #running = new Set<Promise<void>>();
  readonly #limits: VisitLimits;

  constructor(options: SMTPServerOptions, limits: VisitLimits) {
    super(options);
    this.#limits = limits;
  }

  override connect(socket: Socket, options: ConnectOptions): void {
    const network = readNetwork(socket.remoteAddress?.replace(/%.*/, "") ?? "") ?? "unknown";
    if (this.#isFull(network)) {
      socket.on("error", () => {});
      socket.write("421 Too many connections, please try again later\r\n");
      socket.destroySoon();
      return;
    }
    super.connect(socket, options);
    // A set keeps the order in which it was filled.
    const connection = [...this.connections].at(-1);
    if (connection) this.visits.set(connection.id, new Visit(network, connection, this.#limits));
  }

  /** Not by the socket's own event: smtp-server takes all listeners off when TLS begins. */
  override onClose(session: SMTPServerSession): void {
    this.visits.get(session.id)?.forget();
    this.visits.delete(session.id);
  }

  visitOf(session: SMTPServerSession): Visit {
    const visit = this.visits.get(session.id);
    if (!visit) throw new Error("a connection that is closed asked for something");
    return visit;
  }

  /** @param mail resolves when it is answered */
  take(mail: Promise<void>, visit: Visit): void {
    visit.take(mail);
    this.#running.add(mail);
    void mail.finally(() => this.#running.delete(mail));
  }

  /** Whoever brings no mail has to go; the others may end theirs. */
  async end(maxMs: number): Promise<void> {
    const closed = new Promise<void>((resolve) => void this.close(resolve));
    for (const visit of this.visits.values()) {
      void (visit.running ?? Promise.resolve()).then(() =>
        visit.end("The server is going down, please try again later"),
      );
    }
    const bound = new AbortController();
    const late = sleep(maxMs, undefined, { signal: bound.signal, ref: false }).catch(() => {});
    await Promise.race([Promise.all(this.#running), late]);
    bound.abort();
    await closed;
  }

  #isFull(network: string): boolean {
    const { maxConnections, maxPerNetwork } = this.#limits;
    if (this.visits.size >= maxConnections) return true;
    const same = [...this.visits.values()].filter((visit) => visit.network === network);
    return same.length >= maxPerNetwork;
  }
}
