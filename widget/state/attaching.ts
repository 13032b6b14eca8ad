/** What a message that is being written knows of its files. All else about files is fetched when there is one. */
import { ApiError } from "../api.ts";
import type { Files } from "../files/upload.ts";
import type { App } from "./app.ts";

/** What is kept of a file with a draft: not its bytes. Without an id it was not uploaded. */
export interface KeptFile {
  name: string;
  size: number;
  id?: string | undefined;
}

export interface Attaching {
  files: Files | undefined;
  /** Of an earlier visit, until they are shown. */
  left: readonly KeptFile[] | undefined;
  problem: ApiError | undefined;
}

/** Undefined while one is still on its way or did not arrive. */
export const fileIds = ({ files, left }: Attaching): string[] | undefined =>
  files ? files.ids() : left ? undefined : [];

export const keptFiles = ({ files, left = [] }: Attaching): readonly KeptFile[] =>
  files ? files.chosen.map(({ file: { name, size }, id }) => ({ name, size, id })) : left;

/** @param token whose files they are; made at the first upload, where there is none yet */
export async function attach(
  app: App,
  to: Attaching,
  added: Iterable<File>,
  token: () => Promise<string>,
): Promise<void> {
  // The list of a file input is emptied as soon as the input is.
  const list = [...added];
  if (!list.length) return;
  try {
    (await import("../files/files.tsx")).filesOf(app, to, token).add(list);
  } catch {
    to.problem = new ApiError(0, "not_loaded");
  }
}
