/** What every view needs to name things: projects with their inboxes and types, and who can be given a ticket. */
import { computed, signal } from "@preact/signals";
import type { Agent, ProjectItem } from "../../contract/index.ts";
import { api } from "../api.ts";
import { notifyProblem } from "./notices.ts";

export const projects = signal<readonly ProjectItem[]>([]);
export const agents = signal<readonly Agent[]>([]);
export const assignable = computed(() => agents.value.filter(({ off }) => !off));
/** Who may be given a ticket of this project. */
export const assignableAt = (project: string): Agent[] =>
  assignable.value.filter(({ projects: theirs }) => theirs === "all" || theirs.includes(project));
export const isDeskRead = signal(false);

export async function readDesk(): Promise<void> {
  try {
    const [projectPage, agentPage] = await Promise.all([api.listProjects(), api.listAgents()]);
    projects.value = projectPage.items;
    agents.value = agentPage.items;
    isDeskRead.value = true;
  } catch (problem) {
    notifyProblem(problem);
  }
}

export const projectOf = (id: string | undefined): ProjectItem | undefined =>
  projects.value.find((project) => project.id === id);

/** The one that was asked for, or the only one there is; never the first of many, which nobody chose. */
export const chosenProject = (asked: string | undefined): ProjectItem | undefined =>
  projectOf(asked) ?? (projects.value.length === 1 ? projects.value[0] : undefined);

export function putProject(changed: ProjectItem): void {
  const known = projects.value.some((project) => project.id === changed.id);
  projects.value = known
    ? projects.value.map((project) => (project.id === changed.id ? { ...project, ...changed } : project))
    : [...projects.value, changed];
}
