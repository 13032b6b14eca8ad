import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { PortalLanguages, PortalSettings, ProjectItem } from "../../../contract/index.ts";
import { language, text } from "../../locales/text.ts";
import { saveProject } from "../../state/settings.ts";
import { Select } from "../../ui/choices/select.tsx";
import { TextField } from "../../ui/field.tsx";
import { factField } from "../../ui/form-state.ts";
import { NameField } from "../../ui/name-field.tsx";
import { SaveForm, linesOf } from "../../ui/save-form.tsx";

const locales = Object.keys({ en: true, de: true, ar: true } satisfies PortalLanguages);

export function General({ project, portal }: { project: ProjectItem; portal: PortalSettings }): VNode {
  const name = useSignal(project.name);
  const types = useSignal(portal.types.join("\n"));
  const locale = useSignal(portal.locale ?? "");
  const isChanged =
    name.value !== project.name ||
    locale.value !== (portal.locale ?? "") ||
    linesOf(types.value).join("\n") !== portal.types.join("\n");
  const save = (): Promise<void> =>
    saveProject(project.id, {
      ...(name.value !== project.name && { name: name.value }),
      portal: { types: linesOf(types.value), locale: locale.value || null },
    });
  return (
    <section class="card">
      <SaveForm isChanged={isChanged} save={save}>
        {(problem) => (
          <>
            <NameField label={text.settings.name} hint={text.settings.nameHint} name={name} problem={problem} />
            <TextField
              label={text.settings.types}
              hint={text.settings.typesHint}
              rows={4}
              {...factField(types, problem, "portal.types")}
            />
            <Select
              label={text.settings.locale}
              hint={text.settings.localeHint}
              value={locale.value}
              choices={[
                { value: "", label: text.settings.localeBrowser },
                ...[...new Set([...locales, ...(portal.locale ? [portal.locale] : [])])].map((tag) => ({
                  value: tag,
                  label: nameOf(tag),
                })),
              ]}
              onValue={(value) => {
                locale.value = value;
              }}
            />
          </>
        )}
      </SaveForm>
    </section>
  );
}

const nameOf = (tag: string): string => new Intl.DisplayNames(language, { type: "language" }).of(tag) ?? tag;
