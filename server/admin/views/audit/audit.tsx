import { useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import type { AuditEntry } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { trail } from "../../state/audit.ts";
import { projects } from "../../state/desk.ts";
import { Select } from "../../ui/choices/select.tsx";
import { ListStates } from "../../ui/list-states.tsx";
import { Time } from "../../ui/time.tsx";
import { changesOf, deedOf, fieldName, valueText, wasThere } from "./audit-words.ts";
import { PageHead, toSettings } from "../shell/page-head.tsx";

export function Audit(): VNode {
  const project = useSignal("");
  const read = (): void => void trail.read(project.value ? { project: project.value } : {});
  useSignalEffect(read);
  return (
    <>
      <PageHead title={text.deskPages.audit} back={toSettings()} />
      <div class="settings-head">
        <p class="quiet">{text.audit.lead}</p>
        {projects.value.length > 1 && (
          <Select
            label={text.ticket.project}
            value={project.value}
            choices={[
              { value: "", label: text.queue.any },
              ...projects.value.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onValue={(chosen) => {
              project.value = chosen;
            }}
          />
        )}
      </div>
      <ListStates list={trail} failed={text.notRead} again={read} empty={text.audit.empty}>
        {(entries) => (
          <ul class="lines">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} />
              </li>
            ))}
          </ul>
        )}
      </ListStates>
    </>
  );
}

function Entry({ entry }: { entry: AuditEntry }): VNode {
  const { actor, subject, project, createdAt } = entry;
  const isOfProject = project && project.name !== subject;
  return (
    <div class="line entry">
      <div class="line-text">
        <p>
          {deedOf(entry).map((piece) => {
            if (piece === "{what}") return <bdi key={piece}>{subject}</bdi>;
            if (piece !== "{who}") return piece;
            return (
              <bdi key={piece} class="strong">
                {actor === "command" ? text.audit.command : actor}
              </bdi>
            );
          })}
        </p>
        {changesOf(entry).map(({ name, before, after }) => (
          <p key={name} class="hint change">
            {fieldName(name)}:{" "}
            {wasThere(before) && (
              <>
                <span class="visually-hidden">{text.audit.from} </span>
                <bdi>{valueText(name, before)}</bdi>{" "}
                <span class="turns" aria-hidden="true">
                  →
                </span>
                <span class="visually-hidden">{text.audit.to} </span>{" "}
              </>
            )}
            <bdi>{valueText(name, after)}</bdi>
          </p>
        ))}
      </div>
      <p class="hint entry-when">
        <Time iso={createdAt} />
        {isOfProject && <bdi class="clip">{project.name}</bdi>}
      </p>
    </div>
  );
}
