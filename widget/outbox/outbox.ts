/**
 * The one sender of tickets and replies. The key is made before the first try and stays with the text through every
 * further one, so that however often a message is sent, it arrives once: signing in meanwhile changes nothing.
 */
import { type Api, ApiError, type Request } from "./api.ts";
import type { Observed } from "./observed.ts";

export interface Sending<T> {
  /** Not sending just now, but it will by itself. */
  waiting: boolean;
  /** Why it is not sent yet. */
  problem: ApiError | undefined;
  /** Resolves when the server has it; rejects with the reason when it is refused or stopped. */
  done: Promise<T>;
  /** No further try. It may have arrived all the same: the same text is sent with the same key again. */
  stop(): void;
}

const firstWait = 1000;
const longestWait = 30_000;

/** Works on plain http too, where `crypto.randomUUID` does not exist. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 15) | 64;
  bytes[8] = (bytes[8]! & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export interface Outbox {
  /**
   * @param request is asked for anew at each try: the token may have changed. Its body goes along beside the message
   * @param written all that makes this the same message as one tried before. If that one may have arrived, its body
   * goes out again, since under its key the server takes no other
   */
  send<T>(path: string, body: object, request: () => Promise<Request> | Request, written?: object): Sending<T>;
}

export function createOutbox(api: Api, observed: Observed): Outbox {
  /** What was tried, until it has arrived or was refused for sure. */
  const tried = new Map<string, { key: string; body: object; mayBeThere?: boolean }>();

  return {
    send<T>(path: string, body: object, request: () => Promise<Request> | Request, written = body): Sending<T> {
      const name = path + JSON.stringify(written);
      const message = tried.get(name) ?? { key: newKey(), body };
      tried.set(name, message);
      let stopped = false;
      let wake = (): void => {};

      const pause = (time: number): Promise<void> =>
        new Promise((resolve) => {
          const timer = setTimeout(() => wake(), time);
          wake = () => {
            clearTimeout(timer);
            removeEventListener("online", wake);
            resolve();
          };
          addEventListener("online", wake);
        });
      const attempt = async (): Promise<T> => {
        for (let tries = 0; ; tries++) {
          try {
            const { token, body: beside } = await request();
            const sent = await api.ask<T>(path, {
              token,
              body: { ...message.body, ...(beside as object) },
              key: message.key,
            });
            tried.delete(name);
            return sent;
          } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            message.mayBeThere ||= error.passes;
            if (!message.mayBeThere) tried.delete(name);
            if (stopped || !error.passes) throw error;
            sending.problem = error;
            sending.waiting = true;
            const wait = Math.min(longestWait, firstWait * 2 ** tries) * (0.5 + Math.random() / 2);
            await pause(Math.max(error.retryAfter * 1000, wait));
            if (stopped) throw error;
            sending.waiting = false;
          }
        }
      };

      const sending: Sending<T> = observed({
        waiting: false,
        problem: undefined as ApiError | undefined,
        done: undefined as unknown as Promise<T>,
        stop() {
          stopped = true;
          wake();
        },
      });
      sending.done = attempt();
      return sending;
    },
  };
}
