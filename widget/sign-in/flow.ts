/** Where somebody stands on the way in. It outlives the view: a code that was mailed is good after a look around too. */
import type { CodeChallenge } from "../../server/contract/index.ts";
import { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import { type Asking, asking, attempt, attemptCode } from "./asking.ts";
import { enter } from "../state/enter.ts";

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
  const passwordAllowed = app.config.page !== undefined || app.portal!.passwordInWidget;
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

/** As this browser's visitor: what comes back by mail then proves itself here. */
const ask = <T>(app: App, path: string, body: object): Promise<T> =>
  app.api.ask(path, { body, token: app.session.token() });

export const sendCode = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, async () => {
    const { step, fields } = flow;
    const { name, email } = fields;
    const made = await ask<CodeChallenge>(
      app,
      flow.registers ? "/registrations" : "/session/codes",
      flow.registers ? { name, email, locale: app.locale } : { email },
    ).catch((error: unknown) => {
      if (flow.step === step) throw error;
    });
    if (!made) return;
    flow.challenges = [made.challenge, ...flow.challenges];
    flow.passwordAllowed ||= made.passwordInWidget;
    flow.sentAt = Date.now();
    // Meanwhile somebody may have gone on to a password, and types it.
    if (flow.step === step) goTo(flow, "code");
  });

export const tryCode = (app: App, flow: Flow): Promise<void> =>
  attemptCode(app, flow, () => enterBy(app, flow, flow.challenges));

async function enterBy(app: App, flow: Flow, [challenge, ...older]: string[]): Promise<void> {
  try {
    await come(app, "/session/codes/verify", { challenge, code: flow.fields.code });
  } catch (error) {
    if ((error as ApiError).code !== "code_wrong") throw error;
    if (older.length) return enterBy(app, flow, older);
    throw Date.now() - flow.sentAt > codeLifetime ? new ApiError(401, "link_expired") : error;
  }
}

export const tryPassword = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, () => come(app, "/session", { email: flow.fields.email, password: flow.fields.password }));

async function come(app: App, path: string, body: object): Promise<void> {
  await enter(app, path, body);
  flows.delete(app);
}

export const sendLink = (app: App, flow: Flow): Promise<void> =>
  attempt(app, flow, async () => {
    await ask(app, "/password-links", { email: flow.fields.email });
    flow.sentAt = Date.now();
    goTo(flow, "link-sent");
  });
