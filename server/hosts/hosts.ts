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
  /** Remembers a name that will be refused. Resolves at once where it is known from the last hour. */
  note(hostname: string): Promise<void>;
  /** Names that will be refused, and from when on; undefined where nobody uses one. */
  others(): Promise<OtherHosts | undefined>;
}

const noteEveryMs = 3_600_000;
/** Names cost nothing to make up. */
const maxNoted = 100;

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
  /** It is written before the first start and never after. */
  let until: number | undefined;
  const letOnUntil = async (): Promise<number> => (until ??= (await readLetOn(database.read)) ?? 0);
  return {
    isKnown,
    letsOn: async () => now() < (await letOnUntil()),
    async note(hostname) {
      if (now() - (noted.get(hostname) ?? -Infinity) < noteEveryMs) return;
      if (noted.size >= maxNoted) noted.clear();
      noted.set(hostname, now());
      await noteHost(database, hostname, now());
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
