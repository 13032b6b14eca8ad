/** Where somebody stands on the way in. It outlives the view: a code that was mailed is good after a look around too. */
import type { CodeChallenge } from "../../server/contract/index.ts";
import { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import { type Asking, asking, attempt } from "./asking.ts";

export type Step = "address" | "code" | "password" | "link-sent";

interface Stand {
  step: Step;
  moved: boolean;
  /** The name is asked too. */
  registers: boolean;
  /** Of the codes that were asked for, the newest first: beyond the limit none is mailed, and the last stays good. */
  challenges: string[];
  /** Milliseconds. */
  sentAt: number;
  passwordAllowed: boolean;
}

export type Flow = Asking<"name" | "email" | "code" | "password"> & Stand;

const codeLifetime = 600_000;
const flows = new WeakMap<App, Flow>();

export function flowOf(app: App): Flow {
  const { name, email } = app.form.fields;
  const fields = { name, email, code: "", password: "" };
  const passwordAllowed = app.config.page !== undefined;
  const start: Stand = { step: "address", moved: false, registers: false, challenges: [], sentAt: 0, passwordAllowed };
  const flow = flows.get(app) ?? asking(app, fields, start);
  flows.set(app, flow);
  return flow;
}

export function goTo(flow: Flow, step: Step): void {
  flow.problem = undefined;
  flow.fields.code = flow.fields.password = "";
  if (step === "address") flow.challenges = [];
  flow.step = step;
  flow.moved = true;
}

export const sendCode = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, async () => {
    const { name, email } = flow.fields;
    const made = await (flow.registers
      ? app.api.ask<CodeChallenge>("/registrations", { body: { name, email, locale: app.locale } })
      : app.api.ask<CodeChallenge>("/session/codes", { body: { email } }));
    flow.challenges = [made.challenge, ...flow.challenges];
    flow.passwordAllowed ||= made.passwordInWidget;
    flow.sentAt = Date.now();
    goTo(flow, "code");
  });

export const tryCode = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, () => enterBy(app, flow, flow.challenges));

async function enterBy(app: App, flow: Flow, [challenge, ...older]: string[]): Promise<void> {
  try {
    await enter(app, "/session/codes/verify", { challenge, code: flow.fields.code });
  } catch (error) {
    if ((error as ApiError).code !== "code_wrong") throw error;
    if (older.length) return enterBy(app, flow, older);
    throw Date.now() - flow.sentAt > codeLifetime ? new ApiError(401, "link_expired") : error;
  }
}

export const tryPassword = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, () => enter(app, "/session", { email: flow.fields.email, password: flow.fields.password }));

async function enter(app: App, path: string, body: object): Promise<void> {
  await app.enter(path, body);
  flows.delete(app);
}

export const sendLink = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, async () => {
    await app.api.ask("/password-links", { body: { email: flow.fields.email } });
    flow.sentAt = Date.now();
    goTo(flow, "link-sent");
  });
