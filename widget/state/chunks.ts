/** Parts of the widget that are fetched when somebody gets there. */
import type { Base } from "./base.ts";
import type { Language } from "./language.ts";

const loaders = {
  account: () => import("../account/account.tsx"),
  counter: () => import("../ui/counter.tsx"),
  details: () => import("../views/details.tsx"),
  earlier: () => import("../views/earlier.tsx"),
  files: () => import("../files/files.tsx"),
  help: () => import("../views/help.tsx"),
  left: () => import("../outbox/left.tsx"),
  link: () => import("../ui/copy-link.tsx"),
  live: () => import("./live-events.ts"),
  missing: () => import("../views/missing.tsx"),
  person: () => import("../views/person.tsx"),
  problems: () => import("../views/closed.tsx"),
  sent: () => import("../views/what-next.tsx"),
  signIn: () => import("../sign-in/sign-in.tsx"),
  tickets: () => import("../views/tickets.tsx"),
};

export type ChunkName = keyof typeof loaders;
export type Chunk<Name extends ChunkName> = Awaited<ReturnType<(typeof loaders)[Name]>>;

export interface Chunks {
  /** The part, or undefined while it is fetched or could not be. */
  need<Name extends ChunkName>(name: Name): Chunk<Name> | undefined;
  failed(name: ChunkName): boolean;
  retry(name: ChunkName): void;
}

export function createChunks(app: Base & Language, dress: (css: string) => void): Chunks {
  const found = app.observed<Partial<Record<ChunkName, object | "asked" | "failed">>>({});
  const retry = (name: ChunkName): void => {
    found[name] = "asked";
    app.asked += name;
    // It is drawn when its words are here too.
    Promise.all([loaders[name](), app.more?.(name)]).then(
      ([chunk]) => {
        if ("css" in chunk) dress(chunk.css);
        found[name] = chunk;
      },
      () => (found[name] = "failed"),
    );
  };
  return {
    need<Name extends ChunkName>(name: Name) {
      const chunk = found[name];
      if (!chunk) retry(name);
      return typeof chunk === "object" ? (chunk as Chunk<Name>) : undefined;
    },
    failed: (name) => found[name] === "failed",
    retry,
  };
}
