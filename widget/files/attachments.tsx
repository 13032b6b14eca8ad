/** Files of a message. */
import { Component, type TargetedMouseEvent } from "preact";
import type { Attachment } from "../../server/contract/index.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "../ui/icon.tsx";
import { filePath } from "./file-path.ts";
import { type FileReader, freshUrl, isFresh, noteRead, readFile } from "./fresh-url.ts";
import type { LightBox } from "./light-box.tsx";
import { Picture } from "./picture.tsx";
import { sizeText } from "./size-text.ts";

interface AttachmentsProps {
  app: FileReader & Language;
  list: readonly Attachment[];
}

interface Opened {
  Box: typeof LightBox;
  id: string;
  link: HTMLElement;
}

export const isPicture = ({ picture, url }: Attachment): unknown => picture && url;

export class Attachments extends Component<AttachmentsProps, { opened?: Opened | undefined }> {
  #press = (event: TargetedMouseEvent<HTMLAnchorElement>, file: Attachment): void => {
    const { app } = this.props;
    const { currentTarget: link, ctrlKey, metaKey, shiftKey, altKey } = event;
    // With such a key the link is what it is anywhere: a tab of its own, a window, a file.
    if (isPicture(file) && !(ctrlKey || metaKey || shiftKey || altKey)) {
      event.preventDefault();
      link.ariaBusy = "true";
      import("./light-box.tsx")
        .then(
          // In a panel that was closed meanwhile nobody would see it, and the page around it would be out of reach.
          ({ LightBox }) => link.checkVisibility() && this.setState({ opened: { Box: LightBox, id: file.id, link } }),
          () => openFresh(app, file),
        )
        .finally(() => (link.ariaBusy = null));
    } else refreshFirst(event, app, file);
  };

  #close = (): void => {
    const { link } = this.state.opened!;
    this.setState({ opened: undefined });
    // Safari gives a link no focus when it is pressed, and so has none to give back.
    link.focus();
  };

  render() {
    const { app, list } = this.props;
    const { opened } = this.state;
    list.forEach(noteRead);
    return (
      <>
        <ul class="attachments">
          {list.map((one) => (
            <li key={one.id}>
              <a
                href={one.url}
                target="_blank"
                rel="noopener"
                download={one.name}
                onClick={(event) => this.#press(event, one)}
              >
                {isPicture(one) ? <Picture read={() => readFile(app, one)} /> : <Icon path={filePath} />}
                <span class="grow">
                  <bdi>{one.name}</bdi>
                  <small>{sizeText(one.size, app.locale)}</small>
                </span>
              </a>
            </li>
          ))}
        </ul>
        {opened && <opened.Box app={app} id={opened.id} onClose={this.#close} />}
      </>
    );
  }
}

/** As a press on a link to a file that may have been on the screen for long. */
export function refreshFirst(event: Event, app: FileReader, file: Attachment): void {
  if (!app.thread.ticket || isFresh(file)) return;
  event.preventDefault();
  openFresh(app, file);
}

const openFresh = (app: FileReader, file: Attachment): Promise<unknown> =>
  freshUrl(app, file).then(
    (url) => open(url, "_blank", "noopener"),
    // The widget has heard of it.
    () => {},
  );
