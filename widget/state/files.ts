/** Files on their way to a message: each with its progress, and a way to take it back. */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { ApiError, errorOf } from "../api.ts";

export interface ChosenFile {
  file: File;
  /** 0 to 1. */
  progress: Signal<number>;
  id: Signal<string | undefined>;
  failed: Signal<boolean>;
  cancel(): void;
  retry(): void;
}

export type FileProblem = { text: "filesTooMany" } | { text: "fileTooLarge" | "fileEmpty"; name: string };

export interface Files {
  chosen: ReadonlySignal<readonly ChosenFile[]>;
  problem: Signal<FileProblem | undefined>;
  add(files: Iterable<File>): void;
  remove(file: ChosenFile): void;
  clear(): void;
  /** Undefined while one is still on its way or did not arrive. */
  ids(): string[] | undefined;
}

const most = 10;
const largest = 10 * 1024 * 1024;

/** @param token made at the first upload, where there is none yet */
export function createFiles(url: string, token: () => Promise<string>, refused: (error: unknown) => void): Files {
  const chosen = signal<readonly ChosenFile[]>([]);
  const problem = signal<FileProblem | undefined>();

  const upload = (file: File): ChosenFile => {
    const one = {
      file,
      progress: signal(0),
      id: signal<string | undefined>(undefined),
      failed: signal(false),
      cancel: () => {},
      retry: () => void start(),
    };
    const start = async (): Promise<void> => {
      one.failed.value = false;
      one.progress.value = 0;
      try {
        const bearer = await token();
        // fetch does not tell how far an upload has come.
        const request = new XMLHttpRequest();
        one.cancel = () => request.abort();
        request.upload.onprogress = ({ loaded, total }) => (one.progress.value = loaded / total);
        const text = await new Promise<string>((resolve, reject) => {
          request.onerror = request.onabort = () => reject(new ApiError(0, "offline"));
          request.onload = () =>
            request.status === 201
              ? resolve(request.responseText)
              : reject(errorOf(request.status, request.responseText));
          request.open("POST", url);
          request.setRequestHeader("Authorization", `Bearer ${bearer}`);
          const form = new FormData();
          form.set("file", file);
          request.send(form);
        });
        one.id.value = (JSON.parse(text) as { id: string }).id;
        one.progress.value = 1;
      } catch (error) {
        one.failed.value = true;
        refused(error);
      }
    };
    void start();
    return one;
  };

  return {
    chosen,
    problem,
    add(files) {
      problem.value = undefined;
      for (const file of files) {
        if (chosen.value.length >= most) problem.value = { text: "filesTooMany" };
        else if (file.size > largest) problem.value = { text: "fileTooLarge", name: file.name };
        else if (!file.size) problem.value = { text: "fileEmpty", name: file.name };
        else chosen.value = [...chosen.value, upload(file)];
      }
    },
    remove(file) {
      file.cancel();
      problem.value = undefined;
      chosen.value = chosen.value.filter((other) => other !== file);
    },
    clear() {
      chosen.value = [];
    },
    ids() {
      const ids = chosen.value.map((file) => file.id.value);
      return ids.every((id) => id !== undefined) ? (ids as string[]) : undefined;
    },
  };
}
