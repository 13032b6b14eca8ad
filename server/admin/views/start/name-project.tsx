import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { goTo } from "../../state/place.ts";
import { mailIsSent } from "../../state/session.ts";
import { createProject } from "../../state/settings.ts";
import { FormProblem } from "../../ui/form-problem.tsx";
import { useForm } from "../../ui/form-state.ts";
import { Switch } from "../../ui/switch.tsx";
import { ProjectName } from "../settings/project-name.tsx";

/** The first project: its portal opens at once, or the button on the owner's page would lead to a closed one. */
export function NameProject(): VNode {
  const name = useSignal("");
  const notifications = useSignal(true);
  const { problem, isBusy, run } = useForm();
  const create = async (): Promise<void> => {
    // First the address: with a project the list would come back in place of the steps, and the focus be lost.
    goTo({ page: "start" });
    await createProject({ name: name.peek(), portal: { enabled: true, notifications: notifications.peek() } });
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void run(create);
      }}
    >
      <ProjectName name={name} problem={problem.value} />
      <Switch
        label={text.entry.notifications}
        sentence={notifications.value ? text.entry.notificationsOn : text.entry.notificationsOff}
        checked={notifications.value}
        onChange={(checked) => {
          notifications.value = checked;
        }}
      />
      {!mailIsSent.value && <p class="quiet-line">{text.start.noMail}</p>}
      <FormProblem problem={problem.value} />
      <div class="form-foot start">
        <button class="button primary" disabled={isBusy.value}>
          {text.settings.create}
        </button>
      </div>
    </form>
  );
}
