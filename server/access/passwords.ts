import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { Refusal } from "../errors.ts";

/** argon2id as OWASP advises; about 67 ms of one core each. */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
const longestLine = 50;

/** At the same cost, of a password that was thrown away: a constant, since making it could fail, and would then tell. */
const decoy = "$argon2id$v=19$m=19456,t=2,p=1$/JLkJF6gZTxgacIvTBj9jw$UISJEhcRlfegg9H0a8GqDO9dqfyF+mXdDR73vK0NHw0";

/** Loaded at the first password: a desk that nobody signs in to does without its seven megabytes. */
const argon2 = () => import("@node-rs/argon2");

interface VerifyOptions {
  /**
   * Who waits with whom: strangers can be any number, and keep nobody waiting but each other. `familiar`: somebody who
   * might be a stranger, and only by the right password passes them; a wrong one waits with them after all, so that
   * the time it takes tells nobody who is familiar.
   */
  line?: "known" | "familiar" | "strangers";
  /** When its turn has come; what this throws goes to the caller, and nothing is compared. */
  first?: () => Promise<void>;
}

export interface Passwords {
  /** @throws Refusal 503 where too many wait */
  hash(password: string): Promise<string>;
  /**
   * @param stored null or undefined costs the same as a wrong password, so that nobody learns who is known
   * @throws Refusal 503 where too many wait
   */
  verify(stored: string | null | undefined, password: string, options?: VerifyOptions): Promise<boolean>;
  /** Takes as long as the last comparison, and does nothing: what is refused without one must not be told by its time. */
  asLongAsOne(): Promise<void>;
}

/** Lines of customers and of staff, so that nobody at one door keeps the other closed. */
export function createPasswords(
  atOnce = Math.max(1, availableParallelism() - 1),
): Record<"passwords" | "staffPasswords", Passwords> {
  const openLine = createTurns(atOnce);
  const open = (): Passwords => {
    const lines = { known: openLine(), strangers: openLine() };
    let took = 0;
    const asLongAsOne = (): Promise<void> => pause(took);
    return {
      async hash(password) {
        const { hash } = await argon2();
        return lines.known(() => hash(password, cost));
      },
      async verify(stored, password, { line = "known", first } = {}) {
        const { verify } = await argon2();
        const compare = async (): Promise<boolean> => {
          await first?.();
          return verify(stored || decoy, password);
        };
        if (line === "strangers") {
          try {
            return (await lines.strangers(compare)) && Boolean(stored);
          } catch (error) {
            if (error instanceof Refusal && error.status === 503) await asLongAsOne();
            throw error;
          }
        }
        const begun = performance.now();
        const same = (await lines.known(compare)) && Boolean(stored);
        took = performance.now() - begun;
        if (!same && line === "familiar") await lines.strangers(async () => {});
        return same;
      },
      asLongAsOne,
    };
  };
  return { passwords: open(), staffPasswords: open() };
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Does one less at a time than there are cores, so that requests of others go on; the lines take turns. */
function createTurns(atOnce: number): () => InTurn {
  let busy = 0;
  const lines: (() => void)[][] = [];
  const callNext = (): void => {
    const at = lines.findIndex((line) => line.length > 0);
    if (at < 0) return;
    const [line] = lines.splice(at, 1);
    lines.push(line!);
    busy += 1;
    line!.shift()!();
  };
  return () => {
    const line: (() => void)[] = [];
    lines.push(line);
    return async (work) => {
      if (busy < atOnce) busy += 1;
      else {
        if (line.length >= longestLine) throw new Refusal(503, "unavailable", { retryAfter: 5 });
        await new Promise<void>((resolve) => line.push(resolve));
      }
      try {
        return await work();
      } finally {
        busy -= 1;
        callNext();
      }
    };
  };
}
