/**
 * Under which names the desk answers. Another name that leads here is a mistake or a trick: what a page of ours says and
 * keeps under it would belong to whoever has that name.
 */
import type { OtherHosts } from "../contract/staff.ts";
import type { Database } from "../db/database.ts";
import { isLoopback } from "../settings/hosts.ts";
import { noteHost, readLetOn, seenHosts } from "./seen-hosts.ts";

export interface Hosts {
  /** @param hostname as a `URL` has it */
  isKnown(hostname: string): boolean;
  /** Whether a desk that is older than this rule still answers to every name. */
  letsOn(): Promise<boolean>;
  /** Remembers a name that will be refused, meanwhile. */
  note(hostname: string): void;
  /** Names that will be refused, and from when on; undefined where nobody uses one. */
  others(): Promise<OtherHosts | undefined>;
}

const noteEveryMs = 3_600_000;
/** In an hour, and a process. Names cost nothing to make up. */
const maxNoted = 100;
/** Of DNS. */
const maxNameLength = 253;

interface HostsOptions {
  database: Database;
  now: () => number;
  publicUrl: string;
  /** Of the settings. */
  hosts: readonly string[];
}

export function createHosts({ database, now, publicUrl, hosts }: HostsOptions): Hosts {
  const known = new Set([new URL(publicUrl).hostname, ...hosts]);
  const isKnown = (hostname: string): boolean => known.has(hostname) || isLoopback(hostname);
  const noted = new Map<string, number>();
  let writing = Promise.resolve();
  /** It is written before the first start and never after. */
  let until: number | undefined;
  const letOnUntil = async (): Promise<number> => (until ??= (await readLetOn(database.read)) ?? 0);
  return {
    isKnown,
    letsOn: async () => now() < (await letOnUntil()),
    note(hostname) {
      for (const [name, at] of noted) if (now() - at >= noteEveryMs) noted.delete(name);
      if (hostname.length > maxNameLength || noted.has(hostname) || noted.size >= maxNoted) return;
      noted.set(hostname, now());
      const at = now();
      // One after the other, since each writes the whole list. A name that is not written down now is with a later request.
      writing = writing.then(() => noteHost(database, hostname, at)).catch(() => void noted.delete(hostname));
    },
    async others() {
      const end = await letOnUntil();
      if (now() >= end) return undefined;
      // One of them may be in the settings by now.
      const names = (await seenHosts(database.read)).filter((name) => !isKnown(name));
      return names.length > 0 ? { names, until: new Date(end).toISOString() } : undefined;
    },
  };
}
