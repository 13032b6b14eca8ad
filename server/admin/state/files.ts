/** Files on their way: each uploads by itself, can be cancelled, and says what went wrong. */
import type { Signal } from "@preact/signals";
import type { Attachment, FileBytes, FilesOfMessage } from "../../contract/index.ts";
import { text } from "../locales/text.ts";
import { ApiProblem, asProblem } from "../problem.ts";
import { problemText } from "../ui/problem-text.ts";
import { uploadFile, type Upload } from "../upload.ts";

export interface FileItem {
  /** Known before the desk has given it an id. */
  local: string;
  name: string;
  size: number;
  state: "uploading" | "ready" | "failed";
  share: number;
  id?: string;
  /** An object URL of a picture. */
  preview?: string;
  problem?: string;
  /** Kept after a failed upload, which can be tried again. */
  file?: File;
}

export const mostFiles: FilesOfMessage = 10;
export const mostBytes: FileBytes = 10_485_760;

type Files = Signal<readonly FileItem[]>;
const uploads = new Map<string, Upload>();
const pictures = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

export const isUploading = (files: readonly FileItem[]): boolean => files.some(({ state }) => state === "uploading");
/** Why a message with these files cannot go: none may be left behind without a word. */
export function whyNotYet(files: readonly FileItem[]): string | null {
  if (isUploading(files)) return text.files.wait;
  return files.some(({ state }) => state === "failed") ? text.files.failed : null;
}
export const readyFile = ({ id, name, size }: Pick<Attachment, "id" | "name" | "size">): FileItem => ({
  local: id,
  id,
  name,
  size,
  state: "ready",
  share: 1,
});
export const readyIds = (files: readonly FileItem[]): string[] =>
  files.flatMap(({ state, id }) => (state === "ready" && id ? [id] : []));

export function addFiles(files: Files, chosen: Iterable<File>): void {
  for (const file of chosen) addFile(files, file);
}

function addFile(files: Files, file: File): void {
  const item: FileItem = { local: crypto.randomUUID(), name: file.name, size: file.size, state: "uploading", share: 0 };
  const refusal = refusalOf(files.peek(), file);
  if (refusal) {
    files.value = [...files.peek(), { ...item, state: "failed", problem: refusal }];
    return;
  }
  if (pictures.has(file.type)) item.preview = URL.createObjectURL(file);
  files.value = [...files.peek(), item];
  void upload(files, item.local, file);
}

function refusalOf(items: readonly FileItem[], file: File): string | null {
  if (items.filter(({ state }) => state !== "failed").length >= mostFiles) return text.files.tooMany(mostFiles);
  if (file.size > mostBytes) return text.files.tooLarge;
  if (file.size === 0) return text.files.empty;
  return null;
}

async function upload(files: Files, local: string, file: File): Promise<void> {
  const change = (part: Partial<FileItem>): void => {
    files.value = files.peek().map((item) => (item.local === local ? { ...item, ...part } : item));
  };
  const running = uploadFile(file, (share) => change({ share }));
  uploads.set(local, running);
  try {
    const { id } = await running.done;
    change({ id, state: "ready", share: 1 });
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code !== "stopped") change({ state: "failed", problem: problemText(problem), file });
  } finally {
    uploads.delete(local);
  }
}

export function tryFileAgain(files: Files, { file, local, name, size, preview }: FileItem): void {
  if (!file) return;
  const again: FileItem = { local, name, size, state: "uploading", share: 0, ...(preview && { preview }) };
  files.value = files.peek().map((item) => (item.local === local ? again : item));
  void upload(files, local, file);
}

/** Of those that were saved, the desk has only these: none is left out of an answer without a word. */
export function markGone(files: Files, saved: string, left: readonly Attachment[]): void {
  const isGone = ({ id }: FileItem): boolean =>
    id !== undefined && saved.includes(id) && !left.some((file) => file.id === id);
  if (!files.peek().some(isGone)) return;
  const problem = problemText(new ApiProblem("attachment_unknown", ""));
  files.value = files.peek().map((file) => (isGone(file) ? { ...file, state: "failed", problem } : file));
}

/** Cancels an upload that is under way. */
export function removeFile(files: Files, item: FileItem): void {
  uploads.get(item.local)?.cancel();
  if (item.preview) URL.revokeObjectURL(item.preview);
  files.value = files.peek().filter(({ local }) => local !== item.local);
}
