import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { StaffTicket } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { asPick, tagFinder } from "../../state/tags.ts";
import { changeTags } from "../../state/ticket.ts";
import { Icon } from "../../ui/icon.tsx";
import { Picker } from "../../ui/picker.tsx";

const mostTags = 20;

export function Tags({ ticket }: { ticket: StaffTicket }): VNode {
  const find = useMemo(() => tagFinder(ticket.project.id), [ticket.id]);
  const add = (tag: string): void => {
    if (!ticket.tags.includes(tag)) void changeTags((tags) => [...tags.filter((other) => other !== tag), tag]);
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
        <Picker
          label={text.ticket.addTag}
          placeholder={text.ticket.addTag}
          value={null}
          isLocal
          maxLength={40}
          search={(typed) => find(typed, ticket.tags)}
          create={{ label: text.ticket.newTag, make: (tag) => Promise.resolve(asPick(tag)) }}
          separators={[",", "،"]}
          // Half a word is no tag yet, and no reason to lose it.
          onLeave={() => null}
          onPick={(picked) => picked && add(picked.name)}
        />
      ) : (
        <p class="hint">{text.ticket.tagsFull(mostTags)}</p>
      )}
    </section>
  );
}
