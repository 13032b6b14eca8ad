/** Addresses of files are good for ten minutes; a thread may be open for hours. */
import type { Attachment, TicketWithMessages } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { Base } from "../state/base.ts";

export type FileReader = Base & Pick<App, "thread">;

const linkLifetime = 9 * 60_000;
/** When each came: with every reading of its letter there is another. */
const readAt = new WeakMap<Attachment, number>();

export const noteRead = (file: Attachment): void => {
  if (!readAt.has(file)) readAt.set(file, Date.now());
};

export const isFresh = (file: Attachment): boolean => Date.now() - readAt.get(file)! < linkLifetime;

/** Rejects where the desk could not be asked, which the widget has heard of by then. */
export async function freshUrl({ thread, session, api, refused }: FileReader, file: Attachment): Promise<string> {
  const shown = thread.ticket;
  if (!shown || isFresh(file)) return file.url!;
  // The one letter that it came with, however far back.
  const at = shown.messages.findIndex(({ attachments }) => attachments.some(({ id }) => id === file.id));
  const next = shown.messages[at + 1];
  const path = `/tickets/${shown.id}?limit=1${next ? `&before=${next.id}` : ""}`;
  try {
    const { ticket } = await api.ask<{ ticket: TicketWithMessages }>(path, { token: session.token(shown.id) });
    return ticket.messages[0]!.attachments.find(({ id }) => id === file.id)!.url!;
  } catch (error) {
    refused(error);
    throw error;
  }
}

export async function readFile(app: FileReader, file: Attachment): Promise<Blob> {
  const answer = await fetch(await freshUrl(app, file), { credentials: "omit" });
  if (answer.ok) return answer.blob();
  // An address that the desk refuses is an old one, whatever the clock here says.
  readAt.set(file, 0);
  throw new Error(`${answer.status}`);
}
