import type { Ticket } from "../../server/contract/index.ts";
import type { Language } from "../state/language.ts";
import { Icon } from "./icon.tsx";

/** An icon and a word: never a colour alone. */
export function Status({ app, ticket: { mine, status } }: { app: Language; ticket: Pick<Ticket, "mine" | "status"> }) {
  // A colleague's ticket waits for them, not for who reads it.
  const shown = mine === false && status === "waiting" ? "answered" : status;
  return (
    <span class={`status ${shown}`}>
      <Icon name={status} />
      {app.t.statuses[shown]}
    </span>
  );
}
