/** Files of a message. Pictures are drawn on a canvas, since many pages' policies refuse images of other origins. */
import { Component } from "preact";
import type { Attachment, TicketWithMessages } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "../ui/icon.tsx";
import { filePath } from "./file-path.ts";
import { sizeText } from "./size-text.ts";

const linkLifetime = 9 * 60_000;
/** When each came: with every reading of its letter there is another. */
const readAt = new WeakMap<Attachment, number>();
const noteRead = (file: Attachment): void => {
  if (!readAt.has(file)) readAt.set(file, Date.now());
};
const widest = 640;

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
            {one.picture && one.url ? <Picture url={one.url} /> : <Icon path={filePath} />}
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

/** One picture at a time, since each may take as much memory as it has pixels. */
let line: Promise<unknown> = Promise.resolve();

class Picture extends Component<{ url: string }> {
  override shouldComponentUpdate(): boolean {
    // The address changes with every reading of the ticket; the picture does not.
    return false;
  }

  draw = async (canvas: HTMLCanvasElement | null): Promise<void> => {
    if (!canvas) return;
    try {
      const answer = await fetch(this.props.url, { credentials: "omit" });
      const bitmap = await createImageBitmap(await answer.blob());
      const scale = Math.min(1, widest / bitmap.width);
      canvas.width = bitmap.width * scale;
      canvas.height = bitmap.height * scale;
      canvas.getContext("2d")!.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      // Not whenever it is collected.
      bitmap.close();
    } catch {
      // Its name and the link are there.
    }
  };

  render() {
    return <canvas ref={(canvas) => void (line = line.then(() => this.draw(canvas)))} aria-hidden="true" />;
  }
}
