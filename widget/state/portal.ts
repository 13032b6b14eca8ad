/** The portal as whoever is here meets it: whether it is open, what it asks for, what may be done in it. */
import type { Portal, PortalCustomer } from "../../server/contract/index.ts";
import type { ApiError } from "../api.ts";
import type { App } from "./app.ts";

export interface PortalState {
  portal?: Portal | undefined;
  /** The portal could not be read: a reason to try again. */
  loadProblem?: ApiError | undefined;
  closed?: boolean;
  /** The portal asks for an account, and nobody is signed in. */
  needsSignIn(): boolean;
  /** The company whose tickets this person may see. */
  company(): PortalCustomer["company"] | undefined;
  /** Reads portal and tickets, once or anew. */
  load(): Promise<void>;
}

/**
 * @param host of the widget, which takes the portal's own colour where the tag names none
 * @param speak in what the portal wants, before it is shown
 * @returns reads the portal alone
 */
export function addPortal(
  app: App,
  host: HTMLElement,
  speak: (portalLocale: string | null) => Promise<void>,
): () => Promise<void> {
  const { config, session } = app;
  const readPortal = async (): Promise<void> => {
    const person = session.person();
    try {
      const portal = await app.api.ask<Portal>("", { token: session.token() });
      await speak(portal.locale);
      if (person?.id !== session.person()?.id) return;
      // The form has been on the screen since it was first described.
      app.portal = { ...portal, form: app.portal?.form ?? portal.form } as Portal;
      app.loadProblem = undefined;
      app.closed = false;
      if (!config.color && portal.branding.color) host.style.setProperty("--accent", portal.branding.color);
    } catch (error) {
      const problem = error as ApiError;
      if (problem.code === "unauthenticated") {
        // Of a visitor or a customer who is not known any more: as somebody new, then.
        app.refused(problem);
        return readPortal();
      }
      app.loadProblem = problem;
      app.refused(problem);
    }
  };
  app.needsSignIn = () => !!app.portal?.loginRequired && !app.portal.permissions;
  app.company = () => (app.portal?.permissions?.viewCompanyTickets ? session.person()?.company : undefined);
  app.load = async () => {
    await readPortal();
    if (app.closed || !app.portal || app.needsSignIn()) return;
    await Promise.all([
      // Another language may have been chosen elsewhere.
      session.refresh().then(() => speak(app.portal!.locale), app.refused),
      app.tickets.load(),
      app.companyTickets.loaded && (app.company() ? app.companyTickets.load() : app.companyTickets.clear()),
      app.route.name === "ticket" && app.thread.load(app.route.id),
    ]);
  };
  return readPortal;
}
