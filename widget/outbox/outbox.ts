/**
 * The one sender of tickets and replies. A message is written down with its key before it is sent, and goes out under
 * that key until it has arrived or is refused for sure. So whatever happens to tab, network and server, it arrives, and
 * arrives once; signing in meanwhile changes nothing.
 */
import { ApiError } from "../api.ts";
import type { Base } from "../state/base.ts";
import type { Kept, Storage } from "../storage.ts";
import type { Entry, Store } from "./store.ts";

export interface Sending {
  entry: Entry;
  /** Written down where it outlives the page: it can go from where it was typed. */
  kept: boolean;
  /** Not sending just now, but it will by itself. */
  waiting: boolean;
  /** Why it is not sent. */
  problem?: ApiError | undefined;
  /** No further try: it is refused, without a reason. Undefined while there is no try to stop. */
  stop?: (() => unknown) | undefined;
}

/** Each is called before the outbox goes on, so that a text is in one place before it leaves the other. */
export interface Deliveries {
  kept(sending: Sending): void;
  arrived(sending: Sending, answer: unknown): void;
  /**
   * It will not be sent, or was stopped and may have arrived all the same: the same text goes under the same key then.
   * @returns whether it is back where it was typed; else it stays here
   */
  refused(sending: Sending, error: ApiError | undefined): boolean;
}

export interface Outbox {
  store: Store;
  /** What this tab is sending, or waits to send. */
  items: readonly Sending[];
  /** @param isLeft it lies there from an earlier visit, or another tab has it and this one waits for what becomes of it */
  send(entry: Entry, isLeft?: boolean): Sending;
  /** It is nobody's here any more: all of it ends without a word. */
  drop(): void;
}

const firstWait = 1000;
const longestWait = 30_000;

/** Works on plain http too, where `crypto.randomUUID` does not exist. */
export function newKey(): string {
  // Version 4: a given digit, and one of which the first two bits are: behind an 8 the random part has two bits, else four.
  return "00000000-0000-4000-8000-000000000000".replace(/[08]/g, (digit) =>
    (+digit | (crypto.getRandomValues(new Uint8Array(1))[0]! & (15 >> (+digit / 4)))).toString(16),
  );
}

type Outcome = { answer: unknown } | { problem?: ApiError };

export function createOutbox(
  { api, observed, session }: Base,
  storage: Storage<Kept>,
  store: Store,
  deliveries: Deliveries,
): Outbox {
  /** Changes when whoever it belongs to goes. */
  let stay = {};
  /** What goes to one place goes in the order it was written. */
  const lines: Record<string, Promise<void>> = {};

  /** Until the server has it, or it is refused or stopped. */
  const deliver = async (sending: Sending): Promise<Outcome> => {
    const { entry } = sending;
    const { owner, to, path, body, beside, key } = entry;
    const mine = stay;
    let refused: string | undefined;
    for (let tries = 0; ; tries++) {
      try {
        if (owner && owner !== session.person()?.id) throw new ApiError(401, "unauthenticated");
        sending.waiting = false;
        const token = to.ticket ? session.token(to.ticket) : await session.sender();
        return { answer: await api.ask(path, { token, body: { ...body, ...beside }, key }) };
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (mine !== stay) return {};
        const { code, token, passes, retryAfter } = error;
        if (code === "unauthenticated" && token && token !== refused && token !== session.kept.read().customer) {
          // This browser is not known any more, or somebody has just signed in: once more, as whoever it is now.
          session.drop((refused = token));
          continue;
        }
        entry.tried ||= passes;
        if (!passes) return { problem: error };
        sending.problem = error;
        sending.waiting = true;
        const wait = Math.min(longestWait, firstWait * 2 ** tries) * (0.5 + Math.random() / 2);
        const pause = new AbortController();
        const isStopped = await new Promise<boolean>((resolve) => {
          const next = (): void => resolve(false);
          setTimeout(next, Math.max(retryAfter * 1000, wait));
          addEventListener("online", next, pause);
          sending.stop = () => resolve(true);
        });
        pause.abort();
        sending.stop = undefined;
        if (isStopped) return {};
      }
    }
  };

  /** So that the next visit looks, where there is something left to send. */
  const mark = async (): Promise<void> => {
    const all = await store.all();
    if (all) storage.write({ queued: all[0]?.key });
  };

  const outbox: Outbox = observed({
    store,
    items: [] as readonly Sending[],
    send(entry, isLeft = false) {
      const { key, to, path } = entry;
      const mine = stay;
      // Replies keep their order. New tickets of another tab have none: one that is stuck must not hold up this tab's own.
      const line = isLeft && !to.ticket ? key : path;
      const before = lines[line];
      const sending = observed<Sending>({
        entry,
        kept: isLeft,
        waiting: isLeft,
      });
      const take = (): void => {
        outbox.items = outbox.items.filter((other) => other !== sending);
      };
      const leave = async (): Promise<void> => {
        take();
        await store.remove(key);
        await mark();
        // Again: another tab may have put something there between.
        await mark();
      };
      const giveBack = (problem: ApiError | undefined): Promise<void> | undefined => {
        sending.kept = false;
        // Held until it lies here no more, or a tab that waits for it would send it.
        if (deliveries.refused(sending, problem)) return leave();
        sending.kept = true;
        sending.waiting = false;
        sending.problem = problem;
        // Whoever forgets this device leaves no form filled with it.
        sending.stop = () => mine === stay && giveBack(problem);
        return undefined;
      };
      const work = async (): Promise<void> => {
        if (mine !== stay) return;
        // Another tab had it, and may have sent it meanwhile. Where that cannot be seen, its key keeps it from being doubled.
        if (isLeft && (await store.all())?.every((other) => other.key !== key)) return leave();
        const outcome = await deliver(sending);
        if (mine !== stay) return;
        if (!("answer" in outcome)) {
          const { problem } = outcome;
          // It waits for its writer to sign in, and for the portal to open: whoever is here may be somebody else.
          if (isLeft && (problem?.code === "unauthenticated" || problem?.code === "portal_unavailable")) return take();
          return giveBack(problem);
        }
        deliveries.arrived(sending, outcome.answer);
        return leave();
      };
      const begin = async (): Promise<void> => {
        if (!isLeft) {
          storage.write({ known: true, queued: key });
          const isSafe = await store.put(entry);
          if (mine !== stay) return;
          // Again: another tab may have found its outbox empty between.
          storage.write({ queued: key });
          // A page that is just being closed is refused as well, and cannot be told from a browser whose storage is off: what
          // lies in memory alone stays a draft until it arrives.
          if (isSafe) {
            sending.kept = true;
            deliveries.kept(sending);
          }
        }
        await before;
        await alone(store, key, work);
      };
      outbox.items = [...outbox.items, sending];
      lines[line] = begin();
      return sending;
    },
    drop() {
      stay = {};
      for (const { stop } of outbox.items) stop?.();
      outbox.items = [];
    },
  });
  return outbox;
}

/** Only one tab at a time is at a message; another one that has it too waits here. */
async function alone(store: Store, key: string, work: () => Promise<void>): Promise<void> {
  let begun: Promise<void> | undefined;
  const once = (): Promise<void> => (begun ??= work());
  try {
    if (navigator.locks) await navigator.locks.request(`deskbell ${key}`, once);
    else await (await import("./lease.ts")).hold(store, key, once);
  } catch {
    // Refused together with storage, or the part is out of reach: the key alone keeps it from being doubled.
    await once();
  }
}
