/** What somebody may see of a ticket beside its letters, and change where it is their own. */
import { Component } from "preact";
import type { ChangedTicket, Ticket, TicketPatch, TicketPriority } from "../../server/contract/index.ts";
import type { ApiError } from "../api.ts";
import { words } from "../locales/en-details.ts";
import type { App } from "../state/app.ts";
import { Icon } from "../ui/icon.tsx";

export { Choices } from "./choices.tsx";
export { default as css } from "./details.css";

/** As the server has it: tags of a ticket, UTF-16 units of a tag. */
const most = 20;
const longest = 40;

interface DetailsProps {
  app: App;
  ticket: Ticket;
}

export class Details extends Component<DetailsProps, { problem?: ApiError | undefined; closing?: boolean }> {
  #change = async (patch: TicketPatch): Promise<void> => {
    const { app, ticket } = this.props;
    const request = { method: "PATCH", body: patch, token: app.session.token(ticket.id) };
    this.setState({ problem: undefined, closing: false });
    try {
      const changed = await app.api.ask<ChangedTicket>(`/tickets/${ticket.id}`, request);
      app.thread.hear(changed.ticket, changed.statusMessage, changed.after);
    } catch (error) {
      this.setState({ problem: error as ApiError });
      app.refused(error);
      // Shows again what holds, and what may still be changed.
      void app.load();
    }
  };

  render() {
    const { app, ticket } = this.props;
    const t = words(app);
    const { types = [], priorities = [], permissions } = app.portal!;
    const { follows, priority, type = "", tags } = ticket;
    const mayEdit = (what: "priority" | "type" | "tags"): boolean =>
      ticket.mine !== false && permissions?.[what] === "edit";
    const mayClose = ticket.mine !== false && permissions?.closeTickets && ticket.status !== "closed";
    const { problem, closing } = this.state;
    return (
      <div class="details">
        {follows && (
          <button type="button" class="text" onClick={() => app.go({ name: "ticket", id: follows.id })}>
            {t.follows(follows.number)}
          </button>
        )}
        {priority && (
          <Choice
            label={t.priority}
            value={priority}
            options={priorities.map((one) => [one, t.priorities[one]])}
            onChoose={mayEdit("priority") && ((chosen) => this.#change({ priority: chosen as TicketPriority }))}
          />
        )}
        {(type || mayEdit("type")) && (
          <Choice
            label={t.type}
            value={type}
            // A type that the project no longer has stays until another is chosen.
            options={[...new Set([type, ...types])].map((one) => [one, one || t.noType])}
            onChoose={mayEdit("type") && ((chosen) => this.#change({ type: chosen }))}
          />
        )}
        {tags && <Tags app={app} tags={tags} onChange={mayEdit("tags") && ((next) => this.#change({ tags: next }))} />}
        {mayClose &&
          (closing ? (
            <div class="notice" role="alert">
              <p>{t.closeQuestion}</p>
              <div class="actions">
                <button type="button" class="main" onClick={() => this.#change({ status: "closed" })}>
                  {t.closeTicket}
                </button>
                <button type="button" class="text" onClick={() => this.setState({ closing: false })}>
                  {t.cancel}
                </button>
              </div>
            </div>
          ) : (
            <button type="button" class="text" onClick={() => this.setState({ closing: true })}>
              <Icon name="closed" />
              {t.closeTicket}
            </button>
          ))}
        {problem && (
          <p class="wrong" role="alert">
            {problem.code === "not_permitted" ? t.notPermitted : t.changeFailed}
          </p>
        )}
      </div>
    );
  }
}

interface ChoiceProps {
  label: string;
  value: string;
  options: (readonly [value: string, label: string])[];
  /** False: it may only be seen. */
  onChoose: ((value: string) => unknown) | false;
}

const Choice = ({ label, value, options, onChoose }: ChoiceProps) => {
  if (!onChoose) {
    return (
      <p>
        <small>{label}</small>
        {options.find(([key]) => key === value)?.[1]}
      </p>
    );
  }
  return (
    <label>
      <small>{label}</small>
      <select value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
};

interface TagsProps {
  app: App;
  tags: readonly string[];
  onChange: ((tags: string[]) => unknown) | false;
}

function Tags({ app, tags, onChange }: TagsProps) {
  const t = words(app);
  if (!tags.length && !onChange) return null;
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const input = (event.currentTarget as HTMLFormElement).querySelector("input")!;
    const tag = input.value.trim();
    input.value = "";
    if (tag && onChange && !tags.includes(tag)) onChange([...tags, tag]);
  };
  return (
    <div class="tags">
      <small>{t.tags}</small>
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            <bdi>{tag}</bdi>
            {onChange && (
              <button
                type="button"
                aria-label={t.removeTag(tag)}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
              >
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
        {onChange && tags.length < most && (
          <li>
            <form onSubmit={add}>
              <input aria-label={t.addTag} placeholder={t.addTag} maxLength={longest} dir="auto" autocomplete="off" />
            </form>
          </li>
        )}
      </ul>
    </div>
  );
}
