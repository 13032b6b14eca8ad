/** The domain name system as what proves senders asks it: by a function that tests replace by a table. */
import { Resolver as NodeResolver } from "node:dns/promises";
import type { DNSResolver } from "mailauth";

/** Rejects as `node:dns` does: `ENOTFOUND` or `ENODATA` for what is not there, any other code for what nobody knows. */
export type Resolver = DNSResolver;

/** Of one name server at a time, each of which is asked twice. */
const defaultTimeoutMs = 2000;

/** @param servers addresses with ports; those of the system without */
export function dnsResolver(options: { timeoutMs?: number; servers?: readonly string[] } = {}): Resolver {
  const resolver = new NodeResolver({ timeout: options.timeoutMs ?? defaultTimeoutMs, tries: 2 });
  if (options.servers) resolver.setServers(options.servers);
  // Records of some types are objects, which the type of mailauth leaves out.
  return async (name, type) => (await resolver.resolve(name, type)) as string[];
}

/**
 * What one mail may ask: so many questions, until a deadline. Whoever writes a mail decides whose names are looked up,
 * and may own servers that answer slowly, or with ever more names.
 */
export function boundedResolver(ask: Resolver, maxQuestions: number, deadline: AbortSignal): Resolver {
  let questions = 0;
  return async (name, type) => {
    questions += 1;
    if (deadline.aborted || questions > maxQuestions) throw unanswered(name);
    return new Promise((resolve, reject) => {
      const stop = (): void => reject(unanswered(name));
      deadline.addEventListener("abort", stop, { once: true });
      void ask(name, type)
        .then(resolve, reject)
        .finally(() => deadline.removeEventListener("abort", stop));
    });
  };
}

/** Where there is no domain name system. */
export const noResolver: Resolver = async (name) => {
  throw unanswered(name);
};

const unanswered = (name: string): Error => Object.assign(new Error(`no answer about ${name}`), { code: "ETIMEOUT" });
