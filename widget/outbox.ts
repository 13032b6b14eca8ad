/**
 * The one sender of tickets and replies. The key is made before the first try and stays with the text through every
 * further one, so that however often a message is sent, it arrives once.
 */
import { type Signal, signal } from "@preact/signals";
import { type Api, ApiError, type Request } from "./api.ts";

export type SendState = "sending" | "waiting";

export interface Sending<T> {
  state: Signal<SendState>;
  /** Why it is not sent yet. */
  problem: Signal<ApiError | undefined>;
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
  /** @param request is asked for anew at each try, since the token may have changed */
  send<T>(path: string, body: object, request: () => Promise<Request>): Sending<T>;
}

export function createOutbox(api: Api): Outbox {
  /** Key by what it stands for, until that has arrived. */
  const keys = new Map<string, string>();

  return {
    send<T>(path: string, body: object, request: () => Promise<Request>): Sending<T> {
      const name = path + JSON.stringify(body);
      const key = keys.get(name) ?? newKey();
      keys.set(name, key);
      const state = signal<SendState>("sending");
      const problem = signal<ApiError | undefined>();
      let stopped = false;
      let wake = (): void => {};

      const attempt = async (tries: number): Promise<T> => {
        state.value = "sending";
        try {
          const sent = await api.ask<T>(path, { ...(await request()), body, key });
          keys.delete(name);
          return sent;
        } catch (error) {
          if (stopped || !(error instanceof ApiError) || !error.passes) throw error;
          problem.value = error;
          state.value = "waiting";
          await pause(
            Math.max(
              error.retryAfter * 1000,
              Math.min(longestWait, firstWait * 2 ** tries) * (0.5 + Math.random() / 2),
            ),
          );
          if (stopped) throw error;
          return attempt(tries + 1);
        }
      };

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

      return {
        state,
        problem,
        done: attempt(0),
        stop() {
          stopped = true;
          wake();
        },
      };
    },
  };
}
