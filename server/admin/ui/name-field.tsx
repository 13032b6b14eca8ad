import type { Signal } from "@preact/signals";
import type { VNode } from "preact";
import type { ApiProblem } from "../problem.ts";
import { TextField } from "./field.tsx";
import { factField } from "./form-state.ts";

interface NameFieldProps {
  label: string;
  hint?: string;
  name: Signal<string>;
  problem: ApiProblem | null;
  autofocus?: boolean;
}

/** What somebody or something is called: the field that most forms begin with. */
export const NameField = ({ label, hint, name, problem, autofocus = false }: NameFieldProps): VNode => (
  <TextField
    label={label}
    hint={hint}
    maxLength={120}
    required
    autofocus={autofocus}
    {...factField(name, problem, "name")}
  />
);
