import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf, type Route } from "../../router.ts";
import { isDeskRead, projects } from "../../state/desk.ts";
import { goTo } from "../../state/place.ts";
import { createProject } from "../../state/settings.ts";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { ProjectName } from "./project-name.tsx";

/** What is set or kept for the whole desk. */
const forAll: readonly { page: Route["page"]; icon: IconName; label: string }[] = [
  { page: "staff", icon: "team", label: text.deskPages.staff },
  { page: "audit", icon: "file", label: text.deskPages.audit },
  { page: "mail", icon: "mail", label: text.nav.mail },
  { page: "blocked", icon: "block", label: text.deskPages.blocked },
  { page: "keys", icon: "lock", label: text.apiKeys.title },
];

export function Projects(): VNode {
  const isNewOpen = useSignal(false);
  const open = (): void => {
    isNewOpen.value = true;
  };
  return (
    <>
      <PageHead title={text.settings.title} />
      <header class="settings-head">
        <h2>{text.settings.projects}</h2>
        {projects.value.length > 0 && (
          <button type="button" class="button primary" onClick={open}>
            <Icon name="plus" />
            {text.settings.newProject}
          </button>
        )}
      </header>
      <p class="quiet">{text.settings.lead}</p>
      {isDeskRead.value && projects.value.length === 0 ? (
        <div class="empty">
          <p>{text.settings.empty}</p>
          <button type="button" class="button primary" onClick={open}>
            {text.settings.newProject}
          </button>
        </div>
      ) : (
        <ul class="project-list">
          {projects.value.map((project) => (
            <li key={project.id}>
              <a href={hashOf({ page: "settings", project: project.id, tab: "portal" })}>
                <bdi class="clip">{project.name}</bdi>
                <span class={project.portal?.enabled ? "portal-state on" : "portal-state"}>
                  <Icon name={project.portal?.enabled ? "solved" : "on-hold"} size={16} />
                  {project.portal?.enabled ? text.settings.portalOn : text.settings.portalOff}
                </span>
                <Icon name="right" size={16} />
              </a>
            </li>
          ))}
        </ul>
      )}
      <h2>{text.settings.forAll}</h2>
      <ul class="project-list">
        {forAll.map(({ page, icon, label }) => (
          <li key={page}>
            <a href={`#${page}`}>
              <Icon name={icon} />
              <span class="grow">{label}</span>
              <Icon name="right" size={16} />
            </a>
          </li>
        ))}
      </ul>
      {isNewOpen.value && (
        <NewProject
          onClose={() => {
            isNewOpen.value = false;
          }}
        />
      )}
    </>
  );
}

function NewProject({ onClose }: { onClose: () => void }): VNode {
  const name = useSignal("");
  const create = async (): Promise<void> => {
    const project = await createProject({ name: name.peek() });
    goTo({ page: "settings", project: project.id, tab: "portal" });
  };
  return (
    <FormDialog title={text.settings.newProject} confirm={text.settings.create} onClose={onClose} act={create}>
      {(problem) => <ProjectName name={name} problem={problem} />}
    </FormDialog>
  );
}
