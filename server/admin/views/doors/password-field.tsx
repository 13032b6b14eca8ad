import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { text } from "../../locales/text.ts";
import { TextField } from "../../ui/field.tsx";

export function PasswordField({
  value,
  onValue,
  isNew,
  problem,
  autofocus,
}: {
  value: string;
  onValue: (value: string) => void;
  isNew?: boolean;
  problem?: string | null;
  autofocus?: boolean;
}): VNode {
  const isShown = useSignal(false);
  return (
    <>
      <TextField
        label={text.doors.password}
        type={isShown.value ? "text" : "password"}
        autocomplete={isNew ? "new-password" : "current-password"}
        hint={isNew ? text.doors.passwordHint : undefined}
        maxLength={200}
        {...(isNew && { minLength: 12 })}
        required
        autofocus={autofocus ?? false}
        problem={problem}
        value={value}
        onValue={onValue}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={isShown.value}
          onChange={(event) => {
            isShown.value = event.currentTarget.checked;
          }}
        />
        {text.doors.showPassword}
      </label>
    </>
  );
}
