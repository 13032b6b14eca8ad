import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { saveProject } from "../../state/settings.ts";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { SaveForm, linesOf } from "../../ui/save-form.tsx";
import { PortalSwitch, type PortalProps } from "./portal-switch.tsx";

/** Who gets in, and from which sites. */
export const Access = ({ project, portal }: PortalProps): VNode => (
  <div class="sections">
    <section class="card">
      <PortalSwitch name="loginRequired" project={project} portal={portal} />
      <PortalSwitch name="selfRegistration" project={project} portal={portal} />
      <p class="quiet-line">{text.entry.who(portal.loginRequired, portal.selfRegistration)}</p>
      <PortalSwitch name="passwordInWidget" project={project} portal={portal} />
    </section>
    <section class="card">
      <Origins project={project} portal={portal} />
    </section>
  </div>
);

function Origins({ project, portal }: PortalProps): VNode {
  const written = useSignal(portal.origins.join("\n"));
  const origins = linesOf(written.value);
  return (
    <SaveForm
      isChanged={origins.join("\n") !== portal.origins.join("\n")}
      save={() => saveProject(project.id, { portal: { origins } })}
    >
      {(problem) => (
        <TextField
          label={text.settings.origins}
          hint={text.settings.originsHint}
          rows={3}
          placeholder="https://shop.example"
          {...factField(written, problem, "portal.origins")}
        />
      )}
    </SaveForm>
  );
}
