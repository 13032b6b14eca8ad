/** Files of a message. Pictures are drawn on a canvas, since many pages' policies refuse images of other origins. */
import { useEffect, useRef } from "preact/hooks";
import type { Attachment } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { sizeText } from "./file-picker.tsx";
import { Icon } from "./icon.tsx";

const linkLifetime = 9 * 60_000;

export const Attachments = ({ app, list }: { app: App; list: readonly Attachment[] }) =>
  list.length > 0 ? (
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
            {one.picture && one.url ? <Picture url={one.url} /> : <Icon name="file" />}
            <span class="grow">
              <bdi>{one.name}</bdi>
              <small>{sizeText(one.size, app.locale.value)}</small>
            </span>
          </a>
        </li>
      ))}
    </ul>
  ) : null;

/** A link is good for ten minutes; a thread may be open for hours. */
function refreshFirst(event: MouseEvent, { thread }: App, { id }: Attachment): void {
  const shown = thread.ticket.value;
  if (!shown || Date.now() - thread.readAt < linkLifetime) return;
  event.preventDefault();
  void thread.load(shown.id).then(() => {
    const fresh = thread.ticket.value?.messages.flatMap((message) => message.attachments).find((one) => one.id === id);
    if (fresh?.url) open(fresh.url, "_blank", "noopener");
  });
}

function Picture({ url }: { url: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let gone = false;
    fetch(url, { credentials: "omit" })
      .then(async (answer) => createImageBitmap(await answer.blob()))
      .then((bitmap) => {
        const target = canvas.current;
        if (gone || !target) return;
        const scale = Math.min(1, 640 / bitmap.width);
        target.width = bitmap.width * scale;
        target.height = bitmap.height * scale;
        target.getContext("2d")?.drawImage(bitmap, 0, 0, target.width, target.height);
      })
      .catch(() => {});
    return () => {
      gone = true;
    };
    // The address changes with every reading of the ticket; the picture does not.
  }, [url.split("?")[0]]);
  return <canvas ref={canvas} aria-hidden="true" />;
}
