/** A door for tests, which keeps what it receives, and somebody who talks to it line by line. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { pino } from "pino";
import { afterEach } from "vitest";
import { type SmtpEnvelope, openSmtpDoor, type SmtpDoor, type SmtpDoorOptions } from "../intake/smtp-door.ts";

export interface TestDoor extends SmtpDoor {
  mails: { content: string; envelope: SmtpEnvelope }[];
  /** Every call of `allow`. */
  counted: { network: string; bytes: number }[];
  /** Why mails that had begun were not received. */
  failures: unknown[];
  /** One JSON text a line. */
  logged: string[];
}

/** Knows every address at `desk.example`. */
export async function openTestDoor(options: Partial<SmtpDoorOptions> = {}): Promise<TestDoor> {
  const { mails, counted, failures, logged } = { mails: [], counted: [], failures: [], logged: [] } as Omit<
    TestDoor,
    keyof SmtpDoor
  >;
  const door = await openSmtpDoor({
    port: 0,
    host: "127.0.0.1",
    hostname: "mx.desk.example",
    knows: async (address) => address.endsWith("@desk.example"),
    async allow(network, bytes) {
      counted.push({ network, bytes });
      return true;
    },
    hasRoom: async () => true,
    async receive(content: Readable, envelope) {
      try {
        mails.push({ content: await text(content), envelope });
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
    log: pino({}, { write: (line: string) => void logged.push(line) }),
    now: () => 0,
    ...options,
  });
  return { ...door, mails, counted, failures, logged };
}

/** Doors of a test, which are closed after it. */
export function testDoors(): typeof openTestDoor {
  const doors: TestDoor[] = [];
  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.close()));
  });
  return async (options) => {
    const door = await openTestDoor(options);
    doors.push(door);
    return door;
  };
}

export interface Caller {
  /** @returns the next answer, all its lines */
  ask(line: string): Promise<string>;
  /** @returns the answer to each line, which are all sent at once */
  askAtOnce(lines: readonly string[]): Promise<string[]>;
  write(bytes: string | Buffer): void;
  /** @returns the next answer; "" once the door has hung up */
  answer(): Promise<string>;
  /** Up to the 354. */
  beginMail(to?: string): Promise<void>;
  /** Goes on over TLS, once STARTTLS is answered. */
  secured(options: { ca: string; servername: string }): Promise<Caller & { certificate: string }>;
  hangUp(): void;
  closed: Promise<unknown>;
}

export async function call(port: number): Promise<Caller> {
  const caller = talkOver(connect(port, "127.0.0.1"));
  const greeting = await caller.answer();
  if (!greeting.startsWith("220")) throw new Error(greeting);
  return caller;
}

/** Without waiting for the greeting. */
export const callAt = (port: number): Caller => talkOver(connect(port, "127.0.0.1"));

function talkOver(socket: Socket): Caller {
  let unread = "";
  const read = (piece: Buffer): void => void (unread += piece.toString("latin1"));
  socket.on("data", read);
  socket.on("error", () => {});
  const closed = once(socket, "close").catch(() => {});

  const caller: Caller = {
    closed,
    write: (bytes) => void socket.write(bytes),
    hangUp: () => void socket.destroy(),
    async ask(line) {
      socket.write(`${line}\r\n`);
      return caller.answer();
    },
    async askAtOnce(lines) {
      socket.write(lines.map((line) => `${line}\r\n`).join(""));
      const answers: string[] = [];
      for (const _ of lines) answers.push(await caller.answer());
      return answers;
    },
    async answer() {
      for (;;) {
        const whole = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3} [^\r\n]*\r\n/.exec(unread)?.[0];
        if (whole !== undefined) {
          unread = unread.slice(whole.length);
          return whole;
        }
        if (socket.destroyed) return "";
        await Promise.race([once(socket, "data").catch(() => {}), closed]);
      }
    },
    async beginMail(to = "help@desk.example") {
      for (const line of ["EHLO mail.sender.example", "MAIL FROM:<jo@sender.example>", `RCPT TO:<${to}>`, "DATA"]) {
        const answer = await caller.ask(line);
        if (!/^[23]/.test(answer)) throw new Error(`${line}: ${answer}`);
      }
    },
    async secured({ ca, servername }) {
      socket.off("data", read);
      const secure = connectTls({ socket, ca, servername });
      await once(secure, "secureConnect");
      return { ...talkOver(secure), certificate: secure.getPeerX509Certificate()?.toString() ?? "" };
    },
  };
  return caller;
}
