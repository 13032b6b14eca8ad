import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf, settingsTabs, type SettingsTab } from "../../router.ts";
import { isDeskRead, projectOf } from "../../state/desk.ts";
import { listHash } from "../../state/place.ts";
import { isAdmin } from "../../state/session.ts";
import { Icon } from "../../ui/icon.tsx";
import { MenuButton } from "../menu-button.tsx";
import { General } from "./general.tsx";
import { Identity } from "./identity.tsx";
import { Inboxes } from "./inboxes.tsx";
import { PortalTab } from "./portal.tsx";
import { Projects } from "./projects.tsx";

export function Settings({ project, tab }: { project: string | null; tab: SettingsTab }): VNode {
  return (
    <main class="settings" tabIndex={-1}>
      <div class="settings-column">
        {!isAdmin.value ? (
          <div class="empty">
            <p>{text.settings.onlyAdmins}</p>
            <a class="button" href={listHash()}>
              {text.toTickets}
            </a>
          </div>
        ) : project ? (
          <Project id={project} tab={tab} />
        ) : (
          <Projects />
        )}
      </div>
    </main>
  );
}

function Project({ id, tab }: { id: string; tab: SettingsTab }): VNode {
  const project = projectOf(id);
  const portal = project?.portal;
  return (
    <>
      <nav class="crumbs" aria-label={text.settings.projects}>
        <MenuButton />
        <a href="#settings">
          <Icon name="back" size={16} />
          {text.settings.projects}
        </a>
      </nav>
      {project && portal ? (
        <>
          <h1 dir="auto">{project.name}</h1>
          <Tabs project={id} tab={tab} />
          {tab === "general" && <General key={id} project={project} portal={portal} />}
          {tab === "portal" && <PortalTab key={id} project={project} portal={portal} />}
          {tab === "inboxes" && <Inboxes key={id} project={id} />}
          {tab === "identity" && <Identity key={id} project={id} portal={portal} />}
        </>
      ) : (
        isDeskRead.value && <p class="empty">{text.settings.notFound}</p>
      )}
    </>
  );
}

const Tabs = ({ project, tab }: { project: string; tab: SettingsTab }): VNode => (
  <nav class="tabs" aria-label={text.settings.title}>
    {settingsTabs.map((name) => (
      <a
        key={name}
        href={hashOf({ page: "settings", project, tab: name })}
        {...(name === tab && { "aria-current": "page" as const })}
      >
        {text.settings.tabs[name]}
      </a>
    ))}
  </nav>
);
