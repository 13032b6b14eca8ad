/** What a new owner does first. What is done is read from the desk, so each step ticks itself off. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { text } from "../../locales/text.ts";
import { hashOf } from "../../router.ts";
import { projects } from "../../state/desk.ts";
import { areStepsOpen, firstSteps, hideSteps, stepNames, type StepName } from "../../state/first-steps.ts";
import { goTo } from "../../state/place.ts";
import { watchSeenSites } from "../../state/settings.ts";
import { addStyles } from "../../styles/apply.ts";
import start from "../../styles/start.css";
import { Icon } from "../../ui/icon.tsx";
import { OpenPortal, OwnSnippet, SeenOn } from "../settings/install.tsx";
import { Look } from "../settings/look.tsx";
import type { PortalProps } from "../settings/portal-switch.tsx";
import { PageColumn } from "../shell/page-column.tsx";
import { PageHead } from "../shell/page-head.tsx";
import { NameProject } from "./name-project.tsx";

addStyles(document, start);

const words = text.start;

const list = { page: "tickets", filter: { view: "open" }, ticket: null } as const;

export function FirstSteps(): VNode {
  const project = projects.value[0];
  const done = firstSteps.value;
  useEffect(() => (project?.portal ? watchSeenSites(project.id) : undefined), [project?.id]);
  const current = stepNames.find((name) => !done?.[name]);
  const of = project?.portal && { project, portal: project.portal };
  return (
    <PageColumn>
      <PageHead title={text.start.title} />
      {/* One line in either case: whoever just pressed something below finds it where it was. */}
      <p class="quiet">{done !== null && current ? words.lead : words.over}</p>
      {done === null && (
        <p>
          <ToTickets />
        </p>
      )}
      {done && (
        <ol class="first-steps">
          {stepNames.map((name) => (
            <Step key={name} name={name} isDone={done[name]} isCurrent={name === current}>
              {name === "project" && !project ? (
                <NameProject />
              ) : (
                of && <Body name={name} of={of} isDone={done[name]} />
              )}
            </Step>
          ))}
        </ol>
      )}
      {areStepsOpen.value && project && (
        <button
          type="button"
          class="button first-steps-hide"
          onClick={() => {
            hideSteps();
            goTo(list);
          }}
        >
          {words.hide}
        </button>
      )}
    </PageColumn>
  );
}

interface StepProps {
  name: StepName;
  isDone: boolean;
  /** The first that is not done. */
  isCurrent: boolean;
  children: ComponentChildren;
}

/** Opens when its turn has come, and never closes by itself: what is being read would jump away. */
function Step({ name, isDone, isCurrent, children }: StepProps): VNode {
  const [isOpen, setOpen] = useState(isCurrent);
  const title = useRef<HTMLElement>(null);
  const wasCurrent = useRef(isCurrent);
  useEffect(() => {
    if (!isCurrent || wasCurrent.current) return;
    wasCurrent.current = true;
    setOpen(true);
    // The form of the step before is gone, and the focus with it.
    if (document.activeElement === document.body) title.current?.focus();
  }, [isCurrent]);
  return (
    <li class="card" data-done={isDone || undefined}>
      <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary ref={title} {...(isCurrent && { "aria-current": "step" as const })}>
          <span class="step-mark">
            {isDone ? <Icon name="check" label={words.done} /> : stepNames.indexOf(name) + 1}
          </span>
          <h2>{words.steps[name]}</h2>
          <Icon name="down" />
        </summary>
        <div class="step-body">{children || <p class="hint">{words.afterProject}</p>}</div>
      </details>
    </li>
  );
}

const ToTickets = (): VNode => (
  <a class="button primary" href={hashOf(list)}>
    {text.toTickets}
  </a>
);

function Body({ name, of, isDone }: { name: StepName; of: PortalProps; isDone: boolean }): VNode {
  const { project, portal } = of;
  switch (name) {
    case "project":
      return (
        <p class="hint">
          {words.named(project.name)}{" "}
          <a href={hashOf({ page: "settings", project: project.id, tab: "general" })}>{words.change}</a>
        </p>
      );
    case "snippet":
      return (
        <>
          <Look key={project.id} {...of} isInstalling />
          <p class="hint">{text.settings.snippetHint}</p>
          <OwnSnippet project={project} />
        </>
      );
    case "seen":
      return <SeenOn project={project} />;
    case "ticket":
      if (isDone)
        return (
          <>
            <p class="hint">{words.ticketHere}</p>
            <p>
              <ToTickets />
            </p>
          </>
        );
      return (
        <>
          <p class="hint">{portal.enabled ? words.ticketLead : text.settings.urlHintOff}</p>
          <p>
            <OpenPortal portal={portal} />
          </p>
        </>
      );
  }
}
