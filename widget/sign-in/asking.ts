/** A small form of the sign-in or account screens on its way to the server. */
import type { ApiError } from "../api.ts";
import type { Base } from "../state/base.ts";
import type { Filling } from "../ui/field.tsx";

export interface Asking<Name extends string = string> extends Filling {
  fields: Record<Name, string>;
  /** Waiting for the answer. The fields stay open meanwhile: one that is disabled loses the focus. */
  busy: boolean;
}

export const asking = <Name extends string, More extends object>(
  app: Base,
  fields: Record<Name, string>,
  more: More,
): Asking<Name> & More =>
  app.observed({ ...more, fields: app.observed(fields), problem: undefined as ApiError | undefined, busy: false });

const tried = new WeakMap<Asking, string>();

/** A code is sent by itself as soon as it is whole, and Enter comes after it: one that was wrong is not tried again. */
export async function attemptCode(app: Base, form: Asking<"code">, work: () => Promise<unknown>): Promise<void> {
  const { code } = form.fields;
  if (form.problem && !form.problem.passes && tried.get(form) === code) return;
  if (!form.busy) tried.set(form, code);
  await attempt(app, form, work);
}

/** Does this, unless something is on its way already. What comes back wrong is kept, to be shown. */
export async function attempt(app: Base, form: Asking, work: () => Promise<unknown>): Promise<void> {
  if (form.busy) return;
  form.busy = true;
  form.problem = undefined;
  try {
    await work();
  } catch (error) {
    form.problem = error as ApiError;
    app.refused(error);
  } finally {
    form.busy = false;
  }
}
