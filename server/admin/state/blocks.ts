import type { NewBlock } from "../../contract/index.ts";
import { deskApi } from "../api-desk.ts";
import { text } from "../locales/text.ts";
import { notify } from "./notices.ts";
import { paged } from "./paged.ts";

export const blocks = paged(deskApi.listBlocks);

/** @throws ApiProblem, which the dialog shows */
export async function block(sender: NewBlock): Promise<void> {
  const made = await deskApi.block(sender);
  notify("done", text.blocked.done(made.block.value));
}

/** @throws ApiProblem */
export async function unblock(id: string): Promise<void> {
  await deskApi.unblock(id);
  await blocks.read({});
}
