/** The first hour of a desk: four steps, each ticked off by what is there and not by a press. */
import { computed, signal } from "@preact/signals";
import { isDeskRead, projects } from "./desk.ts";
import { route } from "./place.ts";
import { counts } from "./queue.ts";
import { isAdmin } from "./session.ts";
import { isCopied } from "./snippets.ts";

export const stepNames = ["project", "snippet", "seen", "ticket"] as const;
export type StepName = (typeof stepNames)[number];

const kept = "deskbell:first-steps-hidden";
const isHidden = signal(readHidden());

function readHidden(): boolean {
  try {
    return localStorage.getItem(kept) !== null;
  } catch {
    return false;
  }
}

export function hideSteps(): void {
  isHidden.value = true;
  try {
    localStorage.setItem(kept, "");
  } catch {
    // They are back after the next reload.
  }
}

/** Whether each is done. Null: not known yet, or nobody's to do: a desk with two projects is past its first hour. */
export const firstSteps = computed((): Readonly<Record<StepName, boolean>> | null => {
  const [project, another] = projects.value;
  if (!isAdmin.value || !isDeskRead.value || another || !counts.value) return null;
  const { mine: _mine, unassigned: _unassigned, ...all } = counts.value;
  const seen = (project?.seenOn ?? []).length > 0;
  return {
    project: project !== undefined,
    snippet: project !== undefined && (seen || isCopied(project)),
    seen,
    ticket: Object.values(all).some((count) => count > 0),
  };
});

export const stepsDone = computed(() => stepNames.filter((name) => firstSteps.value?.[name]).length);
/** Whether the way there is shown. */
export const areStepsOpen = computed(
  () => firstSteps.value !== null && !isHidden.value && stepsDone.value < stepNames.length,
);

/** Without a project there is nothing in any list: the steps stand in its place. */
export const shownRoute = computed(() => {
  const here = route.value;
  const isList = here.page === "tickets" && here.ticket === null;
  return isList && areStepsOpen.value && !firstSteps.value?.project ? ({ page: "start" } as const) : here;
});
