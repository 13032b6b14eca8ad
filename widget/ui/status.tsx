import type { TicketStatus } from "../../server/contract/index.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "./icon.tsx";

/** An icon and a word: never a colour alone. */
export const Status = ({ app, status }: { app: Language; status: TicketStatus }) => (
  <span class={`status ${status}`}>
    <Icon name={status} />
    {app.t.statuses[status]}
  </span>
);
