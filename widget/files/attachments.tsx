/** Files of a message. Pictures are drawn on a canvas, since many pages' policies refuse images of other origins. */
import { Component } from "preact";
import type { Attachment } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";
import { filePath } from "./file-path.ts";
import { sizeText } from "./size-text.ts";

const linkLifetime = 9 * 60_000;
const widest = 640;

export const Attachments = ({ app, list }: { app: App; list: readonly Attachment[] }) => (
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

/** A link is good for ten minutes; a thread may be open for hours. */
function refreshFirst(event: MouseEvent, { thread }: App, { id }: Attachment): void {
  const shown = thread.ticket;
  if (!shown || Date.now() - thread.readAt < linkLifetime) return;
  event.preventDefault();
  void thread.load(shown.id).then(() => {
    const files = thread.ticket?.messages.flatMap((message) => message.attachments);
    const fresh = files?.find((one) => one.id === id);
    if (fresh?.url) open(fresh.url, "_blank", "noopener");
  });
}

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
    } catch {
      // Its name and the link are there.
    }
  };

  render() {
    return <canvas ref={(canvas) => void this.draw(canvas)} aria-hidden="true" />;
  }
}
