/** What a message that is being written knows of its files. All else about files is fetched when somebody adds one. */
import { ApiError } from "../api.ts";
import type { Files } from "../files/upload.ts";
import type { App } from "./app.ts";

export interface Attaching {
  files: Files | undefined;
  problem: ApiError | undefined;
}

/** Undefined while one is still on its way or did not arrive. */
export const fileIds = ({ files }: Attaching): string[] | undefined => (files ? files.ids() : []);

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
    const { createFiles } = await import("../files/files.tsx");
    to.files ??= createFiles({
      observed: app.observed,
      url: `${app.api.base}/attachments`,
      token,
      refused: app.refused,
    });
    to.files.add(list);
  } catch {
    to.problem = new ApiError(0, "not_loaded");
  }
}
