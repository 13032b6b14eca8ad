/** Which snippet was copied last for each project: a later one looks different, and a site keeps what was pasted into it. */
import { signal } from "@preact/signals";
import type { ProjectItem } from "../../contract/index.ts";

const kept = "deskbell:snippets";
/** By project. On this device: whoever copies it is who pastes it. */
const copied = signal<Readonly<Record<string, string>>>(readKept());

function readKept(): Record<string, string> {
  try {
    return JSON.parse(localStorage.getItem(kept) ?? "{}") as Record<string, string>;
  } catch {
    return {};
  }
}

function keep(project: string, snippet: string): void {
  copied.value = { ...copied.peek(), [project]: snippet };
  try {
    localStorage.setItem(kept, JSON.stringify(copied.peek()));
  } catch {
    // A full or forbidden storage costs a reminder after the next reload.
  }
}

export const isCopied = ({ id }: ProjectItem): boolean => copied.value[id] !== undefined;

export function noteCopied({ id, snippets }: ProjectItem): void {
  if (snippets) keep(id, snippets.simple);
}

/** A site that shows the widget has the snippet as it was, whoever copied it and wherever. */
export function noteChange(before: ProjectItem | undefined, snippet: string): void {
  if (!before?.snippets || before.snippets.simple === snippet || isCopied(before)) return;
  if (before.seenOn?.length) keep(before.id, before.snippets.simple);
}

export const isOutdated = ({ id, snippets }: ProjectItem): boolean =>
  copied.value[id] !== undefined && copied.value[id] !== snippets?.simple;
