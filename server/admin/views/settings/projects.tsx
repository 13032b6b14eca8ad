import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { isDeskRead, projects } from "../../state/desk.ts";
import { goTo } from "../../state/place.ts";
import { createProject } from "../../state/settings.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { fieldText, problemText } from "../../ui/problem-text.ts";
import { MenuButton } from "../menu-button.tsx";

export function Projects(): VNode {
  const isNewOpen = useSignal(false);
  const open = (): void => {
    isNewOpen.value = true;
  };
  return (
    <>
      <header class="settings-head">
        <MenuButton />
        <h1>{text.settings.projects}</h1>
        {projects.value.length > 0 && (
          <button type="button" class="button" onClick={open}>
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
  const { problem, isBusy, run } = useForm();
  const create = async (): Promise<void> => {
    const project = await createProject(name.peek());
    onClose();
    goTo({ page: "settings", project: project.id, tab: "portal" });
  };
  return (
    <Dialog title={text.settings.newProject} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void run(create);
        }}
      >
        <TextField
          label={text.settings.newProjectName}
          hint={text.settings.newProjectHint}
          maxLength={120}
          required
          autofocus
          autocomplete="off"
          problem={fieldText(problem.value, "name")}
          value={name.value}
          onValue={(value) => {
            name.value = value;
          }}
        />
        {problem.value && (
          <p class="form-problem" role="alert">
            {problemText(problem.value)}
          </p>
        )}
        <div class="form-foot">
          <button type="button" class="button" onClick={onClose}>
            {text.cancel}
          </button>
          <button class="button primary" disabled={isBusy.value}>
            {text.settings.create}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
