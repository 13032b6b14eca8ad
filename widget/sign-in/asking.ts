/** A small form of the sign-in or account screens on its way to the server. */
import type { ApiError } from "../api.ts";
import type { App } from "../state/app.ts";
import type { Filling } from "../ui/field.tsx";

export interface Asking<Name extends string> extends Filling {
  fields: Record<Name, string>;
}

export const asking = <Name extends string, More extends object>(
  app: App,
  fields: Record<Name, string>,
  more: More,
): Asking<Name> & More =>
  app.observed({
    ...more,
    fields: app.observed(fields),
    problem: undefined as ApiError | undefined,
    sending: false as unknown,
  });

/** Does this, unless something is on its way already. What comes back wrong is kept, to be shown. */
export async function attempt(app: App, form: Filling, work: () => Promise<unknown>): Promise<void> {
  if (form.sending) return;
  form.sending = true;
  form.problem = undefined;
  try {
    await work();
  } catch (error) {
    form.problem = error as ApiError;
    app.refused(error);
  } finally {
    form.sending = false;
  }
}
