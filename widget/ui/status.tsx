import type { TicketStatus } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { Icon } from "./icon.tsx";

/** An icon and a word: never a colour alone. */
export const Status = ({ app, status }: { app: App; status: TicketStatus }) => (
  <span class={`status ${status}`}>
    <Icon name={status} />
    {app.t.statuses[status]}
  </span>
);
