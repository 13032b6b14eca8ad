import type { Attachment, ErrorReply } from "../contract/index.ts";
import { askToSignInAgain, problemFrom, uploadUrl } from "./api.ts";
import { ApiProblem } from "./problem.ts";

export interface Upload {
  done: Promise<Attachment>;
  cancel(): void;
}

/** `fetch` cannot tell how far an upload is, so this one goes by XMLHttpRequest. */
export function uploadFile(file: File, onProgress: (share: number) => void): Upload {
  let current: XMLHttpRequest | undefined;
  const attempt = (): Promise<Attachment> => {
    const xhr = new XMLHttpRequest();
    current = xhr;
    return sent(xhr, file, onProgress);
  };
  const done = attempt().catch(async (problem: unknown) => {
    if (problem instanceof ApiProblem && problem.code === "unauthenticated" && (await askToSignInAgain()))
      return attempt();
    throw problem;
  });
  return { done, cancel: () => current?.abort() };
}

function sent(xhr: XMLHttpRequest, file: File, onProgress: (share: number) => void): Promise<Attachment> {
  const form = new FormData();
  // Browsers rewrite what the file's own name has of quotes.
  form.append("name", file.name);
  form.append("file", file, file.name);
  return new Promise((resolve, reject) => {
    xhr.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    xhr.onerror = () => reject(new ApiProblem("unreachable", "The upload did not reach the desk"));
    xhr.onabort = () => reject(new ApiProblem("stopped", "The upload was cancelled"));
    xhr.onload = () => {
      const answer = parsed(xhr.responseText);
      if (xhr.status === 201 && answer) resolve(answer as Attachment);
      else reject(problemFrom(xhr.status, (answer ?? {}) as Partial<ErrorReply>, xhr.getResponseHeader("retry-after")));
    };
    xhr.open("POST", uploadUrl);
    xhr.send(form);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
