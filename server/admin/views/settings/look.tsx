import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { saveProject } from "../../state/settings.ts";
import { isOutdated, noteCopied } from "../../state/snippets.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Field, TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { Icon } from "../../ui/icon.tsx";
import { fieldText } from "../../ui/problem-text.ts";
import { SaveForm } from "../../ui/save-form.tsx";
import { isHex, LookPreview, ownColour } from "./look-preview.tsx";
import type { PortalProps } from "./portal-switch.tsx";

/** @param isInstalling the snippet stands below, and is copied there */
export function Look({ project, portal, isInstalling }: PortalProps & { isInstalling?: boolean }): VNode {
  const { branding } = portal;
  const color = useSignal(branding.color ?? "");
  const greeting = useSignal(branding.greeting ?? "");
  const label = useSignal(branding.label ?? "");
  const written = { color: color.value, greeting: greeting.value, label: label.value };
  const isChanged =
    written.color !== (branding.color ?? "") ||
    written.greeting !== (branding.greeting ?? "") ||
    written.label !== (branding.label ?? "");
  const save = (): Promise<void> =>
    saveProject(project.id, {
      portal: { branding: Object.fromEntries(Object.entries(written).filter(([, value]) => value !== "")) },
    });
  return (
    <SaveForm isChanged={isChanged} save={save}>
      {(problem) => (
        <>
          <LookPreview name={project.name} {...written} />
          <Field
            label={text.settings.color}
            hint={text.settings.colorHint}
            problem={fieldText(problem, "portal.branding.color")}
          >
            {(ids) => (
              <div class="color">
                <input
                  type="color"
                  aria-label={text.settings.colorPick}
                  value={isHex(color.value) ? color.value : ownColour}
                  onInput={(event) => {
                    color.value = event.currentTarget.value;
                  }}
                />
                <input
                  {...ids}
                  dir="ltr"
                  placeholder={ownColour}
                  maxLength={7}
                  autocomplete="off"
                  value={color.value}
                  onInput={(event) => {
                    color.value = event.currentTarget.value.trim();
                  }}
                />
              </div>
            )}
          </Field>
          <TextField
            label={text.settings.greeting}
            hint={text.settings.greetingHint}
            maxLength={200}
            {...factField(greeting, problem, "portal.branding.greeting")}
          />
          <TextField
            label={text.settings.buttonLabel}
            hint={text.settings.buttonLabelHint}
            maxLength={40}
            {...factField(label, problem, "portal.branding.label")}
          />
          {isOutdated(project) && project.snippets && !isInstalling && (
            <p class="notice-line">
              <Icon name="warning" />
              {text.settings.copyAgain}
              <CopyButton
                label={text.settings.copySnippet}
                value={project.snippets.simple}
                onCopied={() => noteCopied(project)}
              />
            </p>
          )}
        </>
      )}
    </SaveForm>
  );
}
