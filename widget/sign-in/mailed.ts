import { words } from "../locales/en-sign-in.ts";
import type { App } from "../state/app.ts";

/** What was promised by mail, unless this desk sends none. */
export const mailed = (app: App, promise: string): string =>
  app.portal!.mailIsSent ? promise : words(app).mailIsNotSent;
