/** An import from choosing the file to its result. It runs on the desk, so leaving the page stops nothing. */
import { batch, signal } from "@preact/signals";
import type { Import, ImportColumns, ImportPreview } from "../../contract/index.ts";
import { staffApi } from "../api.ts";
import { peopleApi } from "../api-people.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import { goTo } from "./place.ts";

export const importProject = signal("");
export const importFile = signal<File | null>(null);
export const preview = signal<ImportPreview | null>(null);
export const isReading = signal(false);
export const run = signal<Import | null>(null);
export const importProblem = signal<ApiProblem | null>(null);

const remembered = "deskbell:import";

/** The one that was started in this tab and may still be running. */
export function lastRun(): string | null {
  try {
    return sessionStorage.getItem(remembered);
  } catch {
    return null;
  }
}

function remember(id: string | null): void {
  try {
    if (id) sessionStorage.setItem(remembered, id);
    else sessionStorage.removeItem(remembered);
  } catch {
    // Without storage the running import is found by its address only.
  }
}

let asked = 0;

export async function takeFile(file: File): Promise<void> {
  importFile.value = file;
  await readPreview();
}

/** Also after another project or other columns were chosen. @param columns absent: the desk guesses */
export async function readPreview(columns?: ImportColumns): Promise<void> {
  const file = importFile.peek();
  const project = importProject.peek();
  if (!file || !project) return;
  const mine = (asked += 1);
  isReading.value = true;
  importProblem.value = null;
  try {
    const read = await peopleApi.previewImport({ project, file, ...(columns && { columns }) });
    if (mine === asked) preview.value = read;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (mine !== asked) return;
    importProblem.value = problem;
    if (!columns) preview.value = null;
  } finally {
    if (mine === asked) isReading.value = false;
  }
}

export function forgetFile(): void {
  asked += 1;
  remember(null);
  batch(() => {
    importFile.value = null;
    preview.value = null;
    run.value = null;
    importProblem.value = null;
    isReading.value = false;
  });
}

/** @throws ApiProblem, which the page shows */
export async function startImport(): Promise<void> {
  const file = importFile.peek();
  const read = preview.peek();
  if (!file || !read) return;
  const answer = await peopleApi.startImport({ project: importProject.peek(), file, columns: read.columns });
  forgetFile();
  run.value = answer.import;
  remember(answer.import.id);
  goTo({ page: "import", run: answer.import.id });
}

export const refusedRowsUrl = (id: string): string => `${staffApi}/imports/${encodeURIComponent(id)}/refused.csv`;

const often = 700;
const seldom = 5_000;

/** Asks how far it is, soon at first and then less often, until it is over. @returns what stops the asking */
export function followRun(id: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  if (run.peek()?.id !== id) run.value = null;
  importProblem.value = null;
  const look = async (pause: number): Promise<void> => {
    try {
      const answer = await peopleApi.readImport(id);
      if (isOver) return;
      run.value = answer.import;
      importProblem.value = null;
      if (answer.import.state !== "running") return;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (isOver) return;
      importProblem.value = problem;
      if (problem.code === "not_found") {
        remember(null);
        return;
      }
    }
    timer = setTimeout(() => void look(Math.min(pause * 1.3, seldom)), pause);
  };
  void look(often);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
