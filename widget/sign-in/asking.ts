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
