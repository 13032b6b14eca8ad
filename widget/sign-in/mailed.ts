import { words } from "../locales/en-sign-in.ts";
import type { Language } from "../state/language.ts";
import type { PortalState } from "../state/portal.ts";

/** What was promised by mail, unless this desk sends none. */
export const mailed = (app: Language & PortalState, promise: string): string =>
  app.portal!.mailIsSent ? promise : words(app).mailIsNotSent;
