/** Changes to projects and inboxes. Toggles show at once and go back when the desk refuses. */
import { batch, signal } from "@preact/signals";
import type {
  Inbox,
  InboxPatch,
  NewInbox,
  NewProject,
  PortalSettings,
  Project,
  ProjectItem,
  ProjectPatch,
} from "../../contract/index.ts";
import { api } from "../api.ts";
import { text } from "../locales/text.ts";
import { projectOf, projects, putProject, readDesk } from "./desk.ts";
import { notifyProblem, say } from "./notices.ts";
import { noteChange } from "./snippets.ts";

/** By project; `undefined` while not read. */
export const inboxes = signal<Readonly<Record<string, readonly Inbox[]>>>({});

const itemOf = (project: Project): Omit<ProjectItem, "inboxes"> => ({ ...project, types: project.portal.types });

function put(project: Project): void {
  const inboxHeads = projects.peek().find(({ id }) => id === project.id)?.inboxes ?? [];
  putProject({ ...itemOf(project), inboxes: inboxHeads });
}

/** @throws ApiProblem, which the form shows at its fields */
export async function createProject(asked: NewProject): Promise<Project> {
  const { project } = await api.createProject(asked);
  await readDesk();
  return project;
}

/** @throws ApiProblem, which the form shows at its fields */
export async function saveProject(id: string, change: ProjectPatch): Promise<void> {
  const { project } = await api.changeProject(id, change);
  noteChange(projectOf(id), project.snippets.simple);
  put(project);
  say(text.saved);
}

const betweenLooks = 5_000;

/** Looks where the widget was seen while somebody waits for that. @returns ends it */
export function watchSeenSites(id: string): () => void {
  const look = async (): Promise<void> => {
    if (document.hidden) return;
    try {
      const { seenOn } = (await api.readProject(id)).project;
      const known = projectOf(id);
      if (known) putProject({ ...known, seenOn });
    } catch {
      // The next look says it; what is wrong with the desk is said by what somebody does.
    }
  };
  void look();
  const timer = setInterval(() => void look(), betweenLooks);
  return () => clearInterval(timer);
}

type Switches = { [Name in keyof PortalSettings as PortalSettings[Name] extends boolean ? Name : never]: boolean };
export type PortalSwitchName = keyof Switches;

export async function togglePortal(project: ProjectItem, portal: Partial<Switches>): Promise<void> {
  if (project.portal) putProject({ ...project, portal: { ...project.portal, ...portal } });
  await undoing(
    () => saveProject(project.id, { portal }),
    () => putProject(project),
  );
}

export async function readInboxes(project: string): Promise<void> {
  const { items } = await api.listInboxes(project);
  putInboxes(project, items);
}

function putInboxes(project: string, items: readonly Inbox[]): void {
  batch(() => {
    inboxes.value = { ...inboxes.peek(), [project]: items };
    projects.value = projects
      .peek()
      .map((one) => (one.id === project ? { ...one, inboxes: items.map(({ id, name }) => ({ id, name })) } : one));
  });
}

const inboxesOf = (project: string): readonly Inbox[] => inboxes.peek()[project] ?? [];

/** @throws ApiProblem, which the form shows at its fields */
export async function createInbox(project: string, inbox: NewInbox): Promise<void> {
  const answer = await api.createInbox(project, inbox);
  putInboxes(project, [...inboxesOf(project), answer.inbox]);
  say(text.saved);
}

/** @throws ApiProblem, which the form shows at its fields */
export async function saveInbox(project: string, id: string, change: InboxPatch): Promise<void> {
  const { inbox } = await api.changeInbox(id, change);
  putInboxes(
    project,
    inboxesOf(project).map((one) => (one.id === id ? inbox : one)),
  );
  say(text.saved);
}

export async function toggleInbox(project: string, inbox: Inbox, change: InboxPatch): Promise<void> {
  const before = inboxesOf(project);
  putInboxes(
    project,
    before.map((one) => (one.id === inbox.id ? { ...one, ...change } : one)),
  );
  await undoing(
    () => saveInbox(project, inbox.id, change),
    () => putInboxes(project, before),
  );
}

export const countTickets = async (inbox: string): Promise<number> => (await api.readInbox(inbox)).inbox.tickets;

/**
 * @param moveTo where its tickets go
 * @throws ApiProblem, which the dialog shows
 */
export async function deleteInbox(project: string, id: string, moveTo?: string): Promise<void> {
  await api.deleteInbox(id, moveTo === undefined ? {} : { moveTo });
  putInboxes(
    project,
    inboxesOf(project).filter((one) => one.id !== id),
  );
}

async function undoing(act: () => Promise<void>, undo: () => void): Promise<void> {
  try {
    await act();
  } catch (problem) {
    notifyProblem(problem, text.settings.failed);
    undo();
  }
}
