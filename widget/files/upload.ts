/** Files on their way to a message: each with its progress, and a way to take it back. */
import { ApiError, errorOf } from "../api.ts";
import type { Observed } from "../observed.ts";

export interface ChosenFile {
  file: File;
  /** 0 to 1. */
  progress: number;
  id: string | undefined;
  failed: boolean;
  cancel(): void;
  retry(): void;
}

export type FileProblem = { text: "filesTooMany" } | { text: "fileTooLarge" | "fileEmpty"; name: string };

export interface Files {
  chosen: readonly ChosenFile[];
  problem: FileProblem | undefined;
  add(files: readonly File[]): void;
  remove(file: ChosenFile): void;
  /** Undefined while one is still on its way or did not arrive. */
  ids(): string[] | undefined;
}

interface FilesOptions {
  observed: Observed;
  url: string;
  token(): Promise<string>;
  refused(error: unknown): void;
}

const most = 10;
const largest = 10 * 1024 * 1024;

export function createFiles({ observed, url, token, refused }: FilesOptions): Files {
  const upload = (file: File): ChosenFile => {
    const start = async (): Promise<void> => {
      one.failed = false;
      one.progress = 0;
      try {
        one.id = await send(url, await token(), one);
      } catch (error) {
        one.failed = true;
        refused(error);
      }
    };
    const one: ChosenFile = observed({
      file,
      progress: 0,
      id: undefined as string | undefined,
      failed: false,
      cancel: () => {},
      retry: () => void start(),
    });
    void start();
    return one;
  };

  const files: Files = observed({
    chosen: [] as readonly ChosenFile[],
    problem: undefined as FileProblem | undefined,
    add(added) {
      files.problem = undefined;
      for (const file of added) {
        if (files.chosen.length >= most) files.problem = { text: "filesTooMany" };
        else if (file.size > largest) files.problem = { text: "fileTooLarge", name: file.name };
        else if (!file.size) files.problem = { text: "fileEmpty", name: file.name };
        else files.chosen = [...files.chosen, upload(file)];
      }
    },
    remove(file) {
      file.cancel();
      files.problem = undefined;
      files.chosen = files.chosen.filter((other) => other !== file);
    },
    ids() {
      const ids = files.chosen.flatMap(({ id }) => id ?? []);
      return ids.length === files.chosen.length ? ids : undefined;
    },
  });
  return files;
}

/** By XMLHttpRequest, since fetch does not tell how far an upload has come. @returns the attachment's id */
const send = (url: string, token: string, one: ChosenFile): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    one.cancel = () => request.abort();
    request.upload.onprogress = ({ loaded, total }) => (one.progress = loaded / total);
    request.onerror = request.onabort = () => reject(new ApiError(0, "offline"));
    request.onload = () => {
      const { status, responseText } = request;
      if (status === 201) resolve((JSON.parse(responseText) as { id: string }).id);
      else reject(Object.assign(errorOf(status, responseText), { token }));
    };
    request.open("POST", url);
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    const form = new FormData();
    form.set("file", one.file);
    request.send(form);
  });
