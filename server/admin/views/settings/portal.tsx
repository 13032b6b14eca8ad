import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { hashOf, portalParts, type PortalPart } from "../../router.ts";
import { Access } from "./access.tsx";
import { Install } from "./install.tsx";
import { Look } from "./look.tsx";
import { PortalSwitch, type PortalProps } from "./portal-switch.tsx";

export const PortalTab = ({ part = "install", ...of }: PortalProps & { part?: PortalPart | undefined }): VNode => (
  <>
    <Parts project={of.project.id} part={part} />
    {part === "install" && <Install {...of} />}
    {part === "access" && <Access {...of} />}
    {part === "look" && (
      <section class="card">
        <Look {...of} />
      </section>
    )}
    {part === "mail" && (
      <section class="card">
        <PortalSwitch name="notifications" {...of} />
      </section>
    )}
  </>
);

/** Each has an address of its own, so that one can be shown to a colleague. */
const Parts = ({ project, part }: { project: string; part: PortalPart }): VNode => (
  <nav class="parts" aria-label={text.settings.enabled}>
    {portalParts.map((name) => (
      <a
        key={name}
        href={hashOf({ page: "settings", project, tab: "portal", part: name })}
        {...(name === part && { "aria-current": "page" as const })}
      >
        {text.settings.parts[name]}
      </a>
    ))}
  </nav>
);
