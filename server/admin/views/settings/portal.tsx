import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useId } from "preact/hooks";
import type { PortalSettings, ProjectItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { saveProject, togglePortal, type PortalSwitchName } from "../../state/settings.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { Snippet } from "../../ui/snippet.tsx";
import { Switch } from "../../ui/switch.tsx";
import { Look } from "./look.tsx";
import { SaveForm, linesOf } from "../../ui/save-form.tsx";

interface PortalProps {
  project: ProjectItem;
  portal: PortalSettings;
}

export const PortalTab = ({ project, portal }: PortalProps): VNode => (
  <div class="sections">
    <section class="card">
      <PortalSwitch name="enabled" project={project} portal={portal} />
      <PortalLink portal={portal} />
    </section>
    {project.snippets && <SnippetSection {...project.snippets} />}
    <section class="card">
      <h2>{text.settings.access}</h2>
      <PortalSwitch name="loginRequired" project={project} portal={portal} />
      <PortalSwitch name="selfRegistration" project={project} portal={portal} />
      <p class="quiet-line">{text.entry.who(portal.loginRequired, portal.selfRegistration)}</p>
      <PortalSwitch name="passwordInWidget" project={project} portal={portal} />
      <Origins project={project} portal={portal} />
    </section>
    <section class="card">
      <PortalSwitch name="notifications" project={project} portal={portal} />
    </section>
    <section class="card">
      <h2>{text.settings.look}</h2>
      <Look project={project} portal={portal} />
    </section>
  </div>
);

const words = { ...text.settings, ...text.entry };

interface PortalSwitchProps extends PortalProps {
  name: PortalSwitchName & keyof typeof words;
}

/** A setting that is on or off; its label, and what customers will see, are the words of its name. */
function PortalSwitch({ name, project, portal }: PortalSwitchProps): VNode {
  const isOn = portal[name];
  return (
    <Switch
      label={words[name]}
      sentence={words[`${name}${isOn ? "On" : "Off"}` as const]}
      checked={isOn}
      onChange={(checked) => void togglePortal(project, { [name]: checked })}
    />
  );
}

function PortalLink({ portal }: { portal: PortalSettings }): VNode {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{text.settings.url}</label>
      <div class="with-button">
        <input id={id} readOnly value={portal.url} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        <CopyButton label={text.settings.copyLink} value={portal.url} />
      </div>
      <p class="hint">{portal.enabled ? text.settings.urlHintOn : text.settings.urlHintOff}</p>
    </div>
  );
}

const SnippetSection = ({ simple, pinned }: { simple: string; pinned: string }): VNode => (
  <section class="card">
    <h2>{text.settings.snippet}</h2>
    <p class="hint">{text.settings.snippetHint}</p>
    <Snippet code={simple} label={text.settings.copySnippet} />
    <details>
      <summary>{text.settings.pinned}</summary>
      <p class="hint">{text.settings.pinnedHint}</p>
      <Snippet code={pinned} label={text.settings.copyPinned} />
    </details>
  </section>
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
