import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { changeTags } from "../../state/ticket.ts";
import { Icon } from "../../ui/icon.tsx";

const mostTags = 20;

export function Tags({ ticket }: { ticket: StaffTicket }): VNode {
  const typed = useSignal("");
  const add = (): void => {
    const tag = typed.peek().trim();
    typed.value = "";
    if (tag && !ticket.tags.includes(tag)) void changeTags((tags) => [...tags.filter((other) => other !== tag), tag]);
  };
  return (
    <section class="tags" aria-label={text.ticket.tags}>
      <h2>{text.ticket.tags}</h2>
      {ticket.tags.length > 0 && (
        <ul>
          {ticket.tags.map((tag) => (
            <li key={tag} class="chip">
              <bdi class="clip">{tag}</bdi>
              <button
                type="button"
                aria-label={text.ticket.removeTag(tag)}
                onClick={() => void changeTags((tags) => tags.filter((other) => other !== tag))}
              >
                <Icon name="close" size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {ticket.tags.length < mostTags ? (
        <input
          dir="auto"
          aria-label={text.ticket.addTag}
          placeholder={text.ticket.addTag}
          maxLength={40}
          autocomplete="off"
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.isComposing || !["Enter", ",", "،"].includes(event.key)) return;
            event.preventDefault();
            add();
          }}
          onBlur={add}
        />
      ) : (
        <p class="hint">{text.ticket.tagsFull(mostTags)}</p>
      )}
    </section>
  );
}
