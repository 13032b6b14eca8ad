/** A real mail server that delivers to the test, and is as difficult as the test wants. */
import { createServer, type AddressInfo, type Socket } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { generate } from "selfsigned";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";

export interface ReceivedMail {
  /** Of the envelope: who really gets it. */
  from: string;
  to: string[];
  mail: Email;
  raw: string;
  encrypted: boolean;
  /** Whom the server knows the sender as. */
  user: string | undefined;
}

/**
 * `drop`: takes the mail and goes before saying so. `stall`: says nothing more. A number and a sentence: the answer
 * to RCPT TO.
 */
export type Treatment = "take" | "drop" | "stall" | `${4 | 5}${number} ${string}`;

export interface SinkOptions {
  /** `starttls`: offered. `implicit`: from the first byte. */
  tls?: "none" | "starttls" | "implicit";
  /** What the certificate is for. */
  certificateFor?: string;
  auth?: { user: string; pass: string };
  /** Lets sign-in happen without TLS, as a careless server would. */
  insecureAuth?: boolean;
}

export interface SmtpSink {
  /** For SMTP_URL; holds user and password where the server asks for them. */
  url: string;
  port: number;
  /** The certificate to trust; undefined without TLS. */
  ca: string | undefined;
  /** In the order of arrival, also those it did not acknowledge. */
  mails: ReceivedMail[];
  /** Every RCPT TO that was asked. */
  recipients: string[];
  /** Connections so far, and the most at one time. */
  connections: { total: number; most: number };
  /** By address; changes count at once. Others are taken. */
  treat: Map<string, Treatment>;
  /** While true every connection is cut before the greeting. */
  down: boolean;
  close(): Promise<void>;
}

export async function openSmtpSink(options: SinkOptions = {}): Promise<SmtpSink> {
  const { tls = "none", certificateFor = "127.0.0.1", auth, insecureAuth = false } = options;
  const pair = tls === "none" ? undefined : await certificate(certificateFor);
  const treatmentOf = ({ envelope }: SMTPServerSession): Treatment =>
    sink.treat.get(envelope.rcptTo[0]?.address ?? "") ?? "take";

  const server = new SMTPServer({
    secure: tls === "implicit",
    ...(pair && { key: pair.private, cert: pair.cert }),
    hideENHANCEDSTATUSCODES: true,
    disableReverseLookup: true,
    authOptional: !auth,
    allowInsecureAuth: insecureAuth,
    disabledCommands: [...(tls === "none" ? ["STARTTLS"] : []), ...(auth ? [] : ["AUTH"])],
    onConnect(session, done) {
      sink.connections.total += 1;
      sink.connections.most = Math.max(sink.connections.most, server.connections.size);
      if (sink.down) socketOf(server, session)?.destroy();
      else done();
    },
    onAuth({ username, password }, _, done) {
      const right = username === auth?.user && password === auth?.pass;
      done(right ? null : answer(535, "Authentication failed"), right ? { user: username } : {});
    },
    onRcptTo({ address }, _, done) {
      sink.recipients.push(address);
      const treatment = sink.treat.get(address) ?? "take";
      if (treatment === "take" || treatment === "drop") done();
      else if (treatment !== "stall") done(answer(Number(treatment.slice(0, 3)), treatment.slice(4)));
    },
    async onData(stream, session, done) {
      const raw = await readAll(stream);
      const { mailFrom, rcptTo } = session.envelope;
      sink.mails.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        mail: await PostalMime.parse(raw),
        raw,
        encrypted: session.secure,
        user: session.user,
      });
      if (treatmentOf(session) === "drop") socketOf(server, session)?.destroy();
      else done();
    },
  });
  // A client that goes away is what many tests are about.
  server.on("error", () => {});
  const { port } = await listen(server);
  const login = auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.pass)}@` : "";

  const sink: SmtpSink = {
    url: `${tls === "implicit" ? "smtps" : "smtp"}://${login}127.0.0.1:${port}`,
    port,
    ca: pair?.cert,
    mails: [],
    recipients: [],
    connections: { total: 0, most: 0 },
    treat: new Map(),
    down: false,
    close: () =>
      new Promise((resolve) => {
        for (const connection of server.connections) (connection as Connection)._socket.destroy();
        server.close(() => resolve());
      }),
  };
  return sink;
}

/** A server that takes connections and never says a word. */
export async function openTarPit(): Promise<{ url: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** What the types of smtp-server leave out. */
interface Connection {
  _socket: Socket;
  session: SMTPServerSession;
}

const socketOf = (server: SMTPServer, session: SMTPServerSession): Socket | undefined =>
  [...(server.connections as Set<Connection>)].find((connection) => connection.session.id === session.id)?._socket;

const answer = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode });

async function readAll(stream: SMTPServerDataStream): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

const listen = (server: SMTPServer): Promise<AddressInfo> =>
  new Promise((resolve) => {
    const listening = server.listen(0, "127.0.0.1", () => resolve(listening.address() as AddressInfo));
  });

function certificate(name: string) {
  const altNames = name === "127.0.0.1" ? [{ type: 7 as const, ip: name }] : [{ type: 2 as const, value: name }];
  const extensions = [
    { name: "basicConstraints" as const, cA: true },
    { name: "subjectAltName" as const, altNames },
  ];
  return generate([{ name: "commonName", value: name }], { keyType: "ec", algorithm: "sha256", extensions });
}
