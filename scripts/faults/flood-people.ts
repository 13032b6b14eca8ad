/** Customers and staff who sign in, from where they have done so before and from where they never were. */
import { setTimeout as pause } from "node:timers/promises";
import { benchStaff } from "../bench/desk.ts";
import type { SmtpSink } from "../testing/smtp-sink.ts";
import type { FaultDesk } from "./desk.ts";

export const signInKinds = [
  "password",
  "password elsewhere",
  "staff",
  "staff elsewhere",
  "code",
  "code elsewhere",
] as const;
export type SignInKind = (typeof signInKinds)[number];

export interface SignIn {
  kind: SignInKind;
  /** Milliseconds, for a code until its mail has come and it was typed. */
  took: number;
  failure: string | undefined;
}

export interface Visitors {
  signIn(kind: SignInKind): Promise<SignIn>;
}

const peopleWithCodes = 30;
/** Others, since who signs in by a password ends the code that was mailed to them. */
const peopleWithPasswords = 10;
const people = peopleWithCodes + peopleWithPasswords;
const staffNetworks = 8;
const password = "correct horse battery";
const timeoutMs = 20_000;

const addressOf = (n: number): string => `real${n}@example.com`;
const networkOf = (n: number): string => `10.1.0.${n + 1}`;
const staffNetwork = (n: number): string => `10.2.0.${(n % staffNetworks) + 1}`;

export async function openVisitors(desk: FaultDesk, sink: SmtpSink): Promise<Visitors> {
  const post = async (path: string, body: object, network: string, cookie = "") => {
    const url = path.startsWith("/api/") ? `http://127.0.0.1:${desk.port}${path}` : `${desk.portal}${path}`;
    const headers = {
      "content-type": "application/json",
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": network,
      cookie,
    };
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    const text = await answer.text();
    // oxlint-disable-next-line no-explicit-any -- the answers of several routes
    const json = (text ? JSON.parse(text) : {}) as any;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${text}`);
    return { json, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  };
  const mailAfter = async (count: number, address: string): Promise<string> => {
    for (const end = performance.now() + timeoutMs; performance.now() < end; await pause(20)) {
      const found = sink.mails.slice(count).find(({ to }) => to.includes(address));
      if (found) return found.mail.text ?? "";
    }
    throw new Error(`no mail came to ${address}`);
  };
  const staff = (network: string) =>
    post("/api/staff/session", { email: benchStaff.email, password: benchStaff.password }, network);

  let cookie = "";
  for (let n = 0; n < staffNetworks; n++) ({ cookie } = await staff(staffNetwork(n)));
  const url = `http://127.0.0.1:${desk.port}/api/staff/projects`;
  const projects = (await (await fetch(url, { headers: { cookie } })).json()) as { items: { id: string }[] };
  for (let n = 0; n < people; n++) {
    const project = projects.items[0]!.id;
    const customer = { project, name: `Real ${n}`, email: addressOf(n) };
    const { id } = (await post("/api/staff/customers", customer, staffNetwork(0), cookie)).json.customer;
    const before = sink.mails.length;
    await post(`/api/staff/customers/${id}/invitation`, {}, staffNetwork(0), cookie);
    const token = /#activate=([\w-]+)/.exec(await mailAfter(before, addressOf(n)))?.[1];
    await post("/activations", { token, password }, networkOf(n));
  }

  const byCode = async (n: number, network: string): Promise<void> => {
    const before = sink.mails.length;
    const { challenge } = (await post("/session/codes", { email: addressOf(n) }, network)).json;
    const code = /\b\d{3}\s?\d{3}\b/.exec(await mailAfter(before, addressOf(n)))?.[0];
    await post("/session/codes/verify", { challenge, code }, network);
  };
  const byPassword = (n: number, network: string) => post("/session", { email: addressOf(n), password }, network);

  const turns = new Map<SignInKind, number>();
  let elsewhere = 0;
  return {
    async signIn(kind) {
      const turn = turns.get(kind) ?? 0;
      turns.set(kind, turn + 1);
      const n = kind.startsWith("code") ? turn % peopleWithCodes : peopleWithCodes + (turn % peopleWithPasswords);
      const never = `10.3.${(elsewhere += 1) >> 8}.${elsewhere & 255}`;
      const ways: Record<SignInKind, () => Promise<unknown>> = {
        password: () => byPassword(n, networkOf(n)),
        "password elsewhere": () => byPassword(n, never),
        staff: () => staff(staffNetwork(turn)),
        "staff elsewhere": () => staff(never),
        code: () => byCode(n, networkOf(n)),
        "code elsewhere": () => byCode(n, never),
      };
      const begun = performance.now();
      const failure = await ways[kind]().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return { kind, took: performance.now() - begun, failure };
    },
  };
}
