/** The pictures of a thread, large, one at a time. Fetched when the first one is pressed. */
import { Component } from "preact";
import type { Attachment } from "../../server/contract/index.ts";
import { words } from "../locales/en-pictures.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "../ui/icon.tsx";
import { LoadProblem } from "../ui/later.tsx";
import { drawOn, isPicture, readFile, refreshFirst } from "./files.tsx";
import type { FileReader } from "./fresh-url.ts";
import css from "./light-box.css";

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

const downloadPath = "M10 3v9M6 8l4 4 4-4M4 16h12";

interface LightBoxProps {
  app: FileReader & Language;
  /** Of the picture that was pressed. */
  id: string;
  onClose: () => void;
}

export class LightBox extends Component<LightBoxProps, { id: string }> {
  override state = { id: this.props.id };
  #dialog: HTMLDialogElement | null = null;
  /** What was read once and could be drawn. */
  #read = new Map<string, Blob>();

  override componentDidMount(): void {
    const dialog = this.#dialog!;
    const { adoptedStyleSheets } = dialog.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
    dialog.showModal();
    // Not the first button, as if leaving or the picture before were what to do here.
    dialog.focus();
    // Escape in a part of a page goes on to what is around it, which would close along with the picture.
    addEventListener("keydown", this.#keys, true);
    // A page may close the panel, and what is on top of all would be left with nothing to be seen in.
    dialog.closest("dialog.panel")?.addEventListener("close", this.#close);
  }

  override componentWillUnmount(): void {
    removeEventListener("keydown", this.#keys, true);
    this.#dialog!.closest("dialog.panel")?.removeEventListener("close", this.#close);
  }

  #close = (): void => this.#dialog!.close();

  /** As they stand in the thread, with those that came since. */
  #pictures(): Attachment[] {
    const { ticket } = this.props.app.thread;
    return (ticket?.messages ?? []).map(({ attachments }) => attachments.filter(isPicture)).flat();
  }

  /** One that a thread read anew does not have any more makes way for the first: without any, nothing here could be pressed. */
  #place(pictures: readonly Attachment[]): number {
    return Math.max(
      0,
      pictures.findIndex(({ id }) => id === this.state.id),
    );
  }

  /** From the last to the first: a button that went out of use at the end would lose the focus. */
  #go(by: number): void {
    const pictures = this.#pictures();
    this.setState({ id: pictures.at((this.#place(pictures) + by) % pictures.length)!.id });
  }

  #keys = (event: KeyboardEvent): void => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !event.composedPath().includes(this.#dialog!)) return;
    const forwards = this.props.app.t.dir === "ltr" ? "ArrowRight" : "ArrowLeft";
    if (key === "Escape") this.#close();
    else if (/^Arrow(Left|Right)$/.test(key)) this.#go(key === forwards ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  #download = (event: Event, file: Attachment): void => {
    const blob = this.#read.get(file.id);
    if (!blob) return refreshFirst(event, this.props.app, file);
    // A file of another origin is shown by browsers, whatever its link says; what is here is saved.
    event.preventDefault();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = file.name;
    link.click();
    // Long after the browser has begun to write it.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  render() {
    const { app, onClose } = this.props;
    const t = words(app);
    const pictures = this.#pictures();
    const at = this.#place(pictures);
    const file = pictures[at];
    const number = new Intl.NumberFormat(app.locale);
    const leave = (event: Event): void => {
      if (event.target === event.currentTarget) this.#close();
    };
    return (
      <dialog
        ref={(element) => void (this.#dialog = element)}
        class="light-box"
        tabIndex={-1}
        aria-label={file?.name}
        onKeyDown={this.#keys}
        onClose={onClose}
      >
        {file && (
          <div class="frame">
            <div class="line">
              <p class="grow" role="status">
                <bdi>{file.name}</bdi>
                {pictures.length > 1 && (
                  <small>{t.pictureAt(number.format(at + 1), number.format(pictures.length))}</small>
                )}
              </p>
              <a
                class="text"
                href={file.url}
                target="_blank"
                rel="noopener"
                download={file.name}
                onClick={(event) => this.#download(event, file)}
              >
                <Icon path={downloadPath} />
                {t.download}
              </a>
              <button type="button" class="round" aria-label={app.t.close} onClick={this.#close}>
                <Icon name="close" />
              </button>
            </div>
            <div class="ground" onClick={leave}>
              <Large
                key={file.id}
                app={app}
                name={file.name}
                read={async () => this.#read.get(file.id) ?? readFile(app, file)}
                onDrawn={(blob) => this.#read.set(file.id, blob)}
              />
            </div>
            {pictures.length > 1 && (
              <>
                <button type="button" class="round before" aria-label={t.previousPicture} onClick={() => this.#go(-1)}>
                  <Icon name="next" />
                </button>
                <button type="button" class="round after" aria-label={t.nextPicture} onClick={() => this.#go(1)}>
                  <Icon name="next" />
                </button>
              </>
            )}
          </div>
        )}
      </dialog>
    );
  }
}

interface LargeProps {
  app: Language;
  name: string;
  read: () => Promise<Blob>;
  onDrawn: (blob: Blob) => void;
}

/** As many pixels as an iPhone gives a canvas. */
const maxPixels = 4096 * 4096;

class Large extends Component<LargeProps, { isDrawn?: boolean; isFailed?: boolean }> {
  #canvas: HTMLCanvasElement | null = null;

  override componentDidMount(): void {
    void this.#draw();
  }

  #draw = async (): Promise<void> => {
    const canvas = this.#canvas!;
    // The button that tries again goes, and keys would go to the page behind.
    if (canvas.parentElement!.querySelector(":focus")) canvas.closest("dialog")!.focus();
    this.setState({ isFailed: false });
    try {
      const blob = await this.props.read();
      await drawOn(canvas, blob, ({ width, height }) => Math.sqrt(maxPixels / (width * height)));
      this.props.onDrawn(blob);
      this.setState({ isDrawn: true });
    } catch {
      this.setState({ isFailed: true });
    }
  };

  render() {
    const { app, name } = this.props;
    const { isDrawn, isFailed } = this.state;
    return (
      <>
        <canvas ref={(element) => void (this.#canvas = element)} role="img" aria-label={name} hidden={!isDrawn} />
        {isFailed ? (
          <LoadProblem app={app} retry={this.#draw} />
        ) : (
          !isDrawn && <progress aria-label={words(app).readingPicture(name)} />
        )}
      </>
    );
  }
}
