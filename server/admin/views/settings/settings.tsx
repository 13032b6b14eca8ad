import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf, settingsTabs, type PortalPart, type SettingsTab } from "../../router.ts";
import { isDeskRead, projectOf } from "../../state/desk.ts";
import { AdminsOnly } from "../shell/admins-only.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead, toSettings } from "../shell/page-head.tsx";
import { General } from "./general.tsx";
import { Identity } from "./identity.tsx";
import { Inboxes } from "./inboxes.tsx";
import { PortalTab } from "./portal.tsx";
import { PortalSwitch } from "./portal-switch.tsx";
import { ProjectPermissions } from "./project-permissions.tsx";
import { Projects } from "./projects.tsx";

interface SettingsProps {
  project: string | null;
  tab: SettingsTab;
  part?: PortalPart | undefined;
}

export const Settings = ({ project, tab, part }: SettingsProps): VNode => (
  <PageColumn>
    <AdminsOnly title={text.settings.title} sentence={text.settings.onlyAdmins}>
      {project ? <Project id={project} tab={tab} part={part} /> : <Projects />}
    </AdminsOnly>
  </PageColumn>
);

function Project({ id, tab, part }: Omit<SettingsProps, "project"> & { id: string }): VNode {
  const project = projectOf(id);
  const portal = project?.portal;
  return (
    <>
      <PageHead title={project?.name} back={toSettings()}>
        {project && portal && <PortalSwitch name="enabled" project={project} portal={portal} />}
      </PageHead>
      {project && portal ? (
        <>
          <Tabs project={id} tab={tab} />
          {tab === "general" && <General key={id} project={project} portal={portal} />}
          {tab === "portal" && <PortalTab key={id} project={project} portal={portal} part={part} />}
          {tab === "permissions" && <ProjectPermissions key={id} project={id} permissions={portal.permissions} />}
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
