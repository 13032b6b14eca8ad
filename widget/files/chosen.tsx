/** The files of a message that is being written. */
import { Component } from "preact";
import { words } from "../locales/en-files.ts";
import type { App } from "../state/app.ts";
import type { Base } from "../state/base.ts";
import type { Language } from "../state/language.ts";
import type { Attaching } from "../state/attaching.ts";
import { Icon } from "../ui/icon.tsx";
import { filePath } from "./file-path.ts";
import { Picture } from "./picture.tsx";
import { sizeText } from "./size-text.ts";
import { type ChosenFile, filesOf } from "./upload.ts";

interface ChosenProps {
  app: Base & Language & Pick<App, "announced">;
  to: Attaching;
  token: () => Promise<string>;
}

export function Chosen({ app, to, token }: ChosenProps) {
  const t = words(app);
  const files = filesOf(app, to, token);
  const { chosen, problem } = files;
  return (
    <>
      {chosen.length > 0 && (
        <ul>
          {chosen.map((one) => (
            <Row
              key={one}
              app={app}
              one={one}
              remove={(button) => {
                // The button goes with its file; whoever came by keyboard goes on from the place of all files.
                button.closest(".files")!.querySelector("input")!.focus();
                files.remove(one);
              }}
            />
          ))}
        </ul>
      )}
      {problem && (
        <p class="wrong" role="alert">
          {"name" in problem ? t[problem.text](problem.name) : t[problem.text]}
        </p>
      )}
    </>
  );
}

const isPicture = (file: File): boolean => file.type.startsWith("image/");

interface RowProps {
  app: ChosenProps["app"];
  one: ChosenFile;
  remove: (button: Element) => void;
}

class Row extends Component<RowProps> {
  #row: HTMLElement | null = null;

  /** What was added just now is seen, and told. */
  override componentDidMount(): void {
    const { app, one } = this.props;
    if (!(one.file instanceof File) || one.id) return;
    this.#row!.scrollIntoView({ block: "nearest" });
    app.announced = words(app)[isPicture(one.file) ? "pictureAdded" : "fileAdded"];
  }

  render() {
    const { app, one, remove } = this.props;
    const { locale } = app;
    const t = words(app);
    const { file, progress, id, failed } = one;
    const isHere = file instanceof File;
    const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(progress);
    return (
      <li ref={(row) => void (this.#row = row)}>
        {isHere && isPicture(file) ? <Picture read={async () => file} /> : <Icon path={filePath} />}
        <span class="grow">
          <bdi>{file.name}</bdi>
          <small>
            {failed
              ? isHere
                ? t.uploadFailed
                : t.chooseAgain
              : id
                ? sizeText(file.size, locale)
                : t.uploading(percent)}
          </small>
          {!id && !failed && <progress value={progress} aria-label={t.uploading(file.name)} />}
        </span>
        {failed && isHere && (
          <button type="button" class="text" onClick={one.retry}>
            {t.tryAgain}
          </button>
        )}
        <button
          type="button"
          class="round"
          aria-label={t.removeFile(file.name)}
          onClick={({ currentTarget }) => remove(currentTarget)}
        >
          <Icon name="close" />
        </button>
      </li>
    );
  }
}
