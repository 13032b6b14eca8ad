/** What every part of a widget stands on. */
import type { Api } from "../api.ts";
import type { WidgetConfig } from "../config.ts";
import type { Emit } from "../context.ts";
import type { Observed } from "../observed.ts";
import type { Session } from "./session.ts";

export interface Base {
  config: WidgetConfig;
  observed: Observed;
  emit: Emit;
  api: Api;
  session: Session;
  /** What an answer that is an error means for the widget as a whole. */
  refused(error: unknown): void;
}
