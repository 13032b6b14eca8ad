import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { Reach, StaffRole } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { invite } from "../../state/staff.ts";
import { TextField } from "../../ui/field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { factField } from "../../ui/form-state.ts";
import { NameField } from "../../ui/name-field.tsx";
import { isReachSaid, ReachField } from "../../ui/reach-field.tsx";
import { RoleSelect } from "./role-select.tsx";

export function InviteStaff({ onClose }: { onClose: () => void }): VNode {
  const name = useSignal("");
  const email = useSignal("");
  const role = useSignal<StaffRole>("agent");
  const projects = useSignal<Reach>("all");
  return (
    <FormDialog
      title={text.staff.invite}
      confirm={text.staff.invite}
      isReady={role.value === "admin" || isReachSaid(projects.value)}
      onClose={onClose}
      act={() =>
        invite({
          name: name.peek(),
          email: email.peek(),
          role: role.peek(),
          ...(role.peek() !== "admin" && { projects: projects.peek() }),
        })
      }
    >
      {(problem) => (
        <>
          <NameField label={text.settings.name} hint={text.doors.nameHint} autofocus name={name} problem={problem} />
          <TextField label={text.doors.email} type="email" required {...factField(email, problem, "email")} />
          <RoleSelect role={role} />
          {role.value !== "admin" && <ReachField reach={projects} />}
        </>
      )}
    </FormDialog>
  );
}
