import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { text } from "../locales/text.ts";
import { addFiles, removeFile, tryFileAgain, type FileItem } from "../state/files.ts";
import { Icon } from "./icon.tsx";
import { sizeText } from "./size-text.ts";

type Files = Signal<readonly FileItem[]>;

export function FileChooser({ files }: { files: Files }): VNode {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          addFiles(files, event.currentTarget.files ?? []);
          event.currentTarget.value = "";
        }}
      />
      <button type="button" class="button quiet-button" onClick={() => input.current?.click()}>
        <Icon name="clip" />
        {text.files.add}
      </button>
    </>
  );
}

interface FileTarget {
  onDragOver(event: DragEvent & { currentTarget: HTMLElement }): void;
  onDragLeave(event: DragEvent & { currentTarget: HTMLElement }): void;
  onDrop(event: DragEvent & { currentTarget: HTMLElement }): void;
  onPaste(event: ClipboardEvent): void;
  "data-drop": string;
}

/** For the element that files may be dropped on or pasted into. */
export const takesFiles = (files: Files): FileTarget => ({
  "data-drop": text.files.drop,
  onDragOver(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.currentTarget.classList.add("dropping");
  },
  onDragLeave(event) {
    if (!event.currentTarget.contains(event.relatedTarget as Node | null))
      event.currentTarget.classList.remove("dropping");
  },
  onDrop(event) {
    event.currentTarget.classList.remove("dropping");
    if (!event.dataTransfer || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    addFiles(files, event.dataTransfer.files);
  },
  onPaste(event) {
    const pasted = [...(event.clipboardData?.files ?? [])];
    // Cells of a table come with a picture of themselves; what was copied is their text.
    if (pasted.length === 0 || event.clipboardData?.getData("text")) return;
    event.preventDefault();
    addFiles(files, pasted);
  },
});

export function FileList({ files }: { files: Files }): VNode | null {
  if (files.value.length === 0) return null;
  return (
    <ul class="file-list" aria-label={text.files.label}>
      {files.value.map((item) => (
        <li key={item.local} class={`file-item ${item.state}`}>
          {item.preview ? (
            <img src={item.preview} alt="" />
          ) : (
            <Icon name={item.state === "failed" ? "warning" : "file"} />
          )}
          <span class="file-what">
            <span class="clip" dir="auto">
              {item.name}
            </span>
            {item.state === "uploading" && (
              <progress
                value={item.share}
                max={1}
                aria-label={text.files.progress(item.name, Math.round(item.share * 100))}
              />
            )}
            {item.state === "ready" && <span class="hint">{sizeText(item.size)}</span>}
            {item.state === "failed" && <span class="field-problem">{item.problem}</span>}
          </span>
          {item.file && (
            <button
              type="button"
              class="button small"
              aria-label={text.files.again(item.name)}
              onClick={() => tryFileAgain(files, item)}
            >
              {text.tryAgain}
            </button>
          )}
          <button
            type="button"
            class="icon-button"
            aria-label={item.state === "uploading" ? text.files.cancel(item.name) : text.files.remove(item.name)}
            onClick={() => removeFile(files, item)}
          >
            <Icon name="close" size={16} />
          </button>
        </li>
      ))}
    </ul>
  );
}
