/** Files of a message. */
import type { Attachment, TicketWithMessages } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "../ui/icon.tsx";
import { filePath } from "./file-path.ts";
import { Picture } from "./picture.tsx";
import { sizeText } from "./size-text.ts";

const linkLifetime = 9 * 60_000;
/** When each came: with every reading of its letter there is another. */
const readAt = new WeakMap<Attachment, number>();
const noteRead = (file: Attachment): void => {
  if (!readAt.has(file)) readAt.set(file, Date.now());
};

export const Attachments = ({
  app,
  list,
}: {
  app: Base & Language & Pick<App, "thread">;
  list: readonly Attachment[];
}) => {
  list.forEach(noteRead);
  return (
    <ul class="attachments">
      {list.map((one) => (
        <li key={one.id}>
          <a
            href={one.url}
            target="_blank"
            rel="noopener"
            download={one.name}
            onClick={(event) => refreshFirst(event, app, one)}
          >
            {one.picture && one.url ? <Picture read={() => fetched(one.url!)} /> : <Icon path={filePath} />}
            <span class="grow">
              <bdi>{one.name}</bdi>
              <small>{sizeText(one.size, app.locale)}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
};

/** A link is good for ten minutes; a thread may be open for hours. */
function refreshFirst(
  event: MouseEvent,
  { thread, session, api, refused }: Base & Pick<App, "thread">,
  file: Attachment,
): void {
  const shown = thread.ticket;
  if (!shown || Date.now() - readAt.get(file)! < linkLifetime) return;
  event.preventDefault();
  // The one letter that it came with, however far back.
  const next = shown.messages[shown.messages.findIndex(({ attachments }) => attachments.includes(file)) + 1];
  const path = `/tickets/${shown.id}?limit=1${next ? `&before=${next.id}` : ""}`;
  api.ask<{ ticket: TicketWithMessages }>(path, { token: session.token(shown.id) }).then(({ ticket }) => {
    const fresh = ticket.messages[0]?.attachments.find(({ id }) => id === file.id);
    if (fresh?.url) open(fresh.url, "_blank", "noopener");
  }, refused);
}

const fetched = async (url: string): Promise<Blob> => (await fetch(url, { credentials: "omit" })).blob();
