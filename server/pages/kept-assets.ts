/** Files of older releases stay in memory with their compressed forms: each time anew they would cost 50 ms a request. */
import type { Asset } from "./assets.ts";

type Load = (version: string, name: string) => Promise<Asset | undefined>;

/** Some ten releases, of ten chunks each. */
const maxAssets = 100;

/** Those that were asked for last; nothing is kept of what is not there. */
export function keptAssets(load: Load): Load {
  const kept = new Map<string, Promise<Asset | undefined>>();
  return async (version, name) => {
    const key = `${version}/${name}`;
    const found = kept.get(key) ?? load(version, name);
    kept.delete(key);
    kept.set(key, found);
    if (kept.size > maxAssets) kept.delete(kept.keys().next().value!);
    const loaded = await found.catch((error: unknown) => {
      kept.delete(key);
      throw error;
    });
    if (!loaded) kept.delete(key);
    return loaded;
  };
}
