/** Files on their way to a message: each with its progress, and a way to take it back. */
import type { FileBytes, FilesOfMessage } from "../../server/contract/index.ts";
import { ApiError, errorOf } from "../api.ts";
import type { Observed } from "../observed.ts";
import type { Base } from "../state/base.ts";
import type { Attaching, KeptFile } from "../state/attaching.ts";

export interface ChosenFile {
  /** Of an earlier visit only name and size are left. */
  file: File | KeptFile;
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
  /** Those of an earlier visit as they are; of the others each goes on its way at once. */
  add(files: readonly (File | KeptFile)[]): void;
  remove(file: ChosenFile): void;
  /** The server does not know them any more. */
  lost(): void;
  /** Undefined while one is still on its way or did not arrive. */
  ids(): string[] | undefined;
}

interface FilesOptions {
  observed: Observed;
  url: string;
  token(): Promise<string>;
  refused(error: unknown): void;
}

/** The files of a message; those that were left for it come to light with each question for them. */
export function filesOf(app: Base, to: Attaching, token: () => Promise<string>): Files {
  const { observed, refused } = app;
  const { left } = to;
  const files = (to.files ??= createFiles({ observed, url: `${app.api.base}/attachments`, token, refused }));
  if (left) {
    to.left = undefined;
    files.add(left);
  }
  return files;
}

const most: FilesOfMessage = 10;
const largest: FileBytes = 10_485_760;

function createFiles({ observed, url, token, refused }: FilesOptions): Files {
  const choose = (file: File | KeptFile): ChosenFile => {
    const start = async (): Promise<void> => {
      one.failed = false;
      one.progress = 0;
      try {
        one.id = await send(url, await token(), file as File, one);
      } catch (error) {
        one.failed = true;
        refused(error);
      }
    };
    const one: ChosenFile = observed({
      file,
      progress: 0,
      id: "id" in file ? file.id : undefined,
      failed: !(file instanceof File) && !file.id,
      cancel: () => {},
      retry: () => void start(),
    });
    if (file instanceof File) void start();
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
        else files.chosen = [...files.chosen, choose(file)];
      }
    },
    remove(file) {
      file.cancel();
      files.problem = undefined;
      files.chosen = files.chosen.filter((other) => other !== file);
    },
    lost() {
      for (const one of files.chosen) {
        one.id = undefined;
        one.failed = true;
      }
    },
    ids() {
      const ids = files.chosen.map(({ id }) => id ?? "").filter(Boolean);
      return ids.length === files.chosen.length ? ids : undefined;
    },
  });
  return files;
}

/** By XMLHttpRequest, since fetch does not tell how far an upload has come. @returns the attachment's id */
const send = (url: string, token: string, file: File, one: ChosenFile): Promise<string> =>
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
    // Browsers rewrite what the file's own name has of quotes.
    form.set("name", file.name);
    form.set("file", file);
    request.send(form);
  });
