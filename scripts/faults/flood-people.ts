/** Customers and staff who have signed in before from where they are, and do so again in turns. */
import { setTimeout as pause } from "node:timers/promises";
import { benchStaff } from "../bench/desk.ts";
import type { SmtpSink } from "../testing/smtp-sink.ts";
import type { Place } from "./place.ts";

export interface SignIn {
  kind: "password" | "code" | "staff";
  /** Milliseconds, for a code until its mail has come and it was typed. */
  took: number;
  problem: string | undefined;
}

export interface Visitors {
  signIn(): Promise<SignIn>;
}

const people = 30;
const staffNetworks = 8;
const password = "correct horse battery";
const patienceMs = 20_000;

const addressOf = (n: number): string => `real${n}@example.com`;
const networkOf = (n: number): string => `10.1.0.${n + 1}`;
const staffNetwork = (n: number): string => `10.2.0.${(n % staffNetworks) + 1}`;

export async function openVisitors(place: Place, sink: SmtpSink): Promise<Visitors> {
  const post = async (path: string, body: object, network: string, cookie = "") => {
    const url = path.startsWith("/api/") ? `http://127.0.0.1:${place.port}${path}` : `${place.portal}${path}`;
    const headers = {
      "content-type": "application/json",
      "sec-fetch-site": "same-origin",
      "x-forwarded-for": network,
      cookie,
    };
    const signal = AbortSignal.timeout(patienceMs);
    const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body), signal });
    const text = await answer.text();
    // oxlint-disable-next-line no-explicit-any -- the answers of several routes
    const json = (text ? JSON.parse(text) : {}) as any;
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${text}`);
    return { json, cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
  };
  const mailAfter = async (count: number, address: string): Promise<string> => {
    for (const end = performance.now() + patienceMs; performance.now() < end; await pause(20)) {
      const found = sink.mails.slice(count).find(({ to }) => to.includes(address));
      if (found) return found.mail.text ?? "";
    }
    throw new Error(`no mail came to ${address}`);
  };
  const staff = (n: number) =>
    post("/api/staff/session", { email: benchStaff.email, password: benchStaff.password }, staffNetwork(n));

  let cookie = "";
  for (let n = 0; n < staffNetworks; n++) ({ cookie } = await staff(n));
  const url = `http://127.0.0.1:${place.port}/api/staff/projects`;
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

  const byCode = async (n: number): Promise<void> => {
    const before = sink.mails.length;
    const { challenge } = (await post("/session/codes", { email: addressOf(n) }, networkOf(n))).json;
    const code = /\b\d{3}\s?\d{3}\b/.exec(await mailAfter(before, addressOf(n)))?.[0];
    await post("/session/codes/verify", { challenge, code }, networkOf(n));
  };
  const byPassword = (n: number) => post("/session", { email: addressOf(n), password }, networkOf(n));

  const kinds = ["password", "staff", "code"] as const;
  let turn = 0;
  return {
    async signIn() {
      const kind = kinds[turn % kinds.length]!;
      const n = Math.floor(turn / kinds.length);
      turn += 1;
      const begun = performance.now();
      const ways = { password: () => byPassword(n % people), code: () => byCode(n % people), staff: () => staff(n) };
      const problem = await ways[kind]().then(
        () => undefined,
        (error: unknown) => String(error),
      );
      return { kind, took: performance.now() - begun, problem };
    },
  };
}
