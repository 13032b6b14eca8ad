import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import type { StaffRole } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { Select } from "../../ui/choices/select.tsx";

const roles = Object.keys(text.staff.roles) as StaffRole[];

export const RoleSelect = ({ role }: { role: Signal<StaffRole> }): VNode => (
  <Select
    label={text.staff.role}
    hint={text.staff.lead}
    value={role.value}
    choices={roles.map((value) => ({ value, label: text.staff.roles[value] }))}
    onValue={(value) => {
      role.value = value as StaffRole;
    }}
  />
);
