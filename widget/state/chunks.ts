/** Parts of the widget that are fetched when somebody gets there. */
import type { Observed } from "../observed.ts";

const loaders = {
  files: () => import("../files/files.tsx"),
  tickets: () => import("../views/tickets.tsx"),
  help: () => import("../views/help.tsx"),
  signIn: () => import("../views/sign-in.tsx"),
  live: () => import("../live.ts"),
};

export type ChunkName = keyof typeof loaders;
export type Chunk<Name extends ChunkName> = Awaited<ReturnType<(typeof loaders)[Name]>>;

export interface Chunks {
  /** The part, or undefined while it is fetched or could not be. */
  need<Name extends ChunkName>(name: Name): Chunk<Name> | undefined;
  failed(name: ChunkName): boolean;
  retry(name: ChunkName): void;
}

/** @param style takes the style sheet that a part brings */
export function createChunks(observed: Observed, style: (css: string) => void): Chunks {
  const found = observed<Partial<Record<ChunkName, object | "asked" | "failed">>>({});
  const retry = (name: ChunkName): void => {
    found[name] = "asked";
    loaders[name]().then(
      (chunk) => {
        if ("css" in chunk) style(chunk.css);
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
