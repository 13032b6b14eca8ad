/** Files to send: chosen, dropped or pasted; each with its progress and a way to take it back. */
import type { App } from "../state/app.ts";
import type { ChosenFile, Files } from "../state/files.ts";
import { Icon } from "./icon.tsx";

export function sizeText(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1000, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}

/** Spread over an element to make it take dropped files and pasted pictures. */
export const takesFiles = (files: Files) => ({
  onDragOver: (event: DragEvent) => event.preventDefault(),
  onDrop: (event: DragEvent) => {
    event.preventDefault();
    files.add(event.dataTransfer?.files ?? []);
  },
  onPaste: (event: ClipboardEvent) => {
    const pasted = event.clipboardData?.files;
    if (!pasted?.length) return;
    event.preventDefault();
    files.add(pasted);
  },
});

export function FilePicker({ app, files }: { app: App; files: Files }) {
  const t = app.t.value;
  const problem = files.problem.value;
  return (
    <div class="files">
      {files.chosen.value.length > 0 && (
        <ul>
          {files.chosen.value.map((one) => (
            <Chosen key={one.file} app={app} one={one} remove={() => files.remove(one)} />
          ))}
        </ul>
      )}
      <label class="add">
        <input
          type="file"
          multiple
          class="unseen"
          onChange={({ currentTarget }) => {
            files.add(currentTarget.files ?? []);
            currentTarget.value = "";
          }}
        />
        <Icon name="attach" />
        {t.addFiles}
      </label>
      {problem && (
        <p class="wrong" role="alert">
          {"name" in problem ? t[problem.text](problem.name) : t[problem.text]}
        </p>
      )}
    </div>
  );
}

function Chosen({ app, one, remove }: { app: App; one: ChosenFile; remove: () => void }) {
  const t = app.t.value;
  const locale = app.locale.value;
  const { file, progress, id, failed } = one;
  const percent = new Intl.NumberFormat(locale, { style: "percent" }).format(progress.value);
  return (
    <li>
      <Icon name="file" />
      <span class="grow">
        <bdi>{file.name}</bdi>
        <small>
          {failed.value ? t.uploadFailed : id.value ? sizeText(file.size, locale) : t.uploading(percent)}
          {!id.value && !failed.value && <progress value={progress.value} aria-label={t.uploading(file.name)} />}
        </small>
      </span>
      {failed.value && (
        <button type="button" class="text" onClick={one.retry}>
          {t.tryAgain}
        </button>
      )}
      <button type="button" class="round" aria-label={t.removeFile(file.name)} onClick={remove}>
        <Icon name="close" />
      </button>
    </li>
  );
}
