/** Of which projects: all, those to come too, or some of them. Where there is one project, there is nothing to choose. */
import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import type { VNode } from "preact";
import type { ProjectItem, Reach } from "../../contract/index.ts";
import { text } from "../locales/text.ts";
import { projects } from "../state/desk.ts";

/** Somebody who has none would see nothing at all: that is what switching off is for. */
export const isReachSaid = (reach: Reach): boolean => reach === "all" || reach.length > 0;

/** Names for a line: nothing where it is all of them. */
export const reachWords = (reach: Reach): string | null =>
  reach === "all"
    ? null
    : chosen(reach)
        .map(({ name }) => name)
        .join(", ") || text.reach.none;

const chosen = (reach: Reach): ProjectItem[] =>
  projects.value.filter(({ id }) => reach === "all" || reach.includes(id));

export function ReachField({ reach }: { reach: Signal<Reach> }): VNode | null {
  const id = useId();
  const { value } = reach;
  if (projects.value.length < 2 && value === "all") return null;
  const choose = (next: Reach) => () => {
    reach.value = next;
  };
  return (
    <fieldset aria-describedby={isReachSaid(value) ? undefined : id}>
      <legend>{text.reach.label}</legend>
      <label class="check strong">
        <input type="radio" name={id} checked={value === "all"} onChange={choose("all")} />
        {text.reach.all}
      </label>
      <label class="check strong">
        <input type="radio" name={id} checked={value !== "all"} onChange={choose(value === "all" ? [] : value)} />
        {text.reach.some}
      </label>
      {value !== "all" && (
        <div class="check-list">
          {projects.value.map((project) => (
            <label key={project.id} class="check">
              <input
                type="checkbox"
                checked={value.includes(project.id)}
                onChange={(event) => {
                  const others = value.filter((one) => one !== project.id);
                  reach.value = event.currentTarget.checked ? [...others, project.id] : others;
                }}
              />
              <bdi>{project.name}</bdi>
            </label>
          ))}
        </div>
      )}
      {!isReachSaid(value) && (
        <p class="field-problem" id={id}>
          {text.reach.need}
        </p>
      )}
    </fieldset>
  );
}
