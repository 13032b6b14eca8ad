import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { PortalSettings, ProjectItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { saveProject } from "../../state/settings.ts";
import { Field, TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { fieldText } from "../../ui/problem-text.ts";
import { SaveForm } from "../../ui/save-form.tsx";

const isHex = (color: string): boolean => /^#[0-9a-f]{6}$/i.test(color);
/** What the colour picker shows while there is no colour; it knows no empty value. */
const pickerStart = "#0b6e4f";

export function Look({ project, portal }: { project: ProjectItem; portal: PortalSettings }): VNode {
  const { branding } = portal;
  const color = useSignal(branding.color ?? "");
  const greeting = useSignal(branding.greeting ?? "");
  const isChanged = color.value !== (branding.color ?? "") || greeting.value !== (branding.greeting ?? "");
  const save = (): Promise<void> =>
    saveProject(project.id, {
      portal: {
        branding: { ...(color.value && { color: color.value }), ...(greeting.value && { greeting: greeting.value }) },
      },
    });
  return (
    <SaveForm isChanged={isChanged} save={save}>
      {(problem) => (
        <>
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
                  value={isHex(color.value) ? color.value : pickerStart}
                  onInput={(event) => {
                    color.value = event.currentTarget.value;
                  }}
                />
                <input
                  {...ids}
                  dir="ltr"
                  placeholder={pickerStart}
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
        </>
      )}
    </SaveForm>
  );
}
