import type { VNode } from "preact";
import { useEffect, useId } from "preact/hooks";
import type { PortalSettings, ProjectItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { watchSeenSites } from "../../state/settings.ts";
import { isOutdated, noteCopied } from "../../state/snippets.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Snippet } from "../../ui/snippet.tsx";
import { Time } from "../../ui/time.tsx";
import type { PortalProps } from "./portal-switch.tsx";

/** The tag for a site's pages, whether it works there, and the page for who has no site. */
export function Install({ project, portal }: PortalProps): VNode {
  useEffect(() => watchSeenSites(project.id), [project.id]);
  return (
    <div class="sections">
      <section class="card">
        <h2>{text.settings.snippet}</h2>
        <p class="hint">{text.settings.snippetHint}</p>
        <OwnSnippet project={project} />
        <SeenOn project={project} />
      </section>
      <section class="card">
        <PortalLink portal={portal} />
      </section>
      {project.snippets && (
        <section class="card">
          <h2>{text.settings.pinned}</h2>
          <p class="hint">{text.settings.pinnedHint}</p>
          <Snippet
            code={project.snippets.pinned}
            label={text.settings.copyPinned}
            onCopied={() => noteCopied(project)}
          />
        </section>
      )}
    </div>
  );
}

export const OwnSnippet = ({ project }: { project: ProjectItem }): VNode => (
  <>
    {isOutdated(project) && (
      <p class="notice-line">
        <Icon name="warning" />
        {text.settings.copyAgain}
      </p>
    )}
    {project.snippets && (
      <Snippet
        code={project.snippets.simple}
        label={text.settings.copySnippet}
        isPrimary
        onCopied={() => noteCopied(project)}
      />
    )}
  </>
);

/** Such as "Seen on shop.example, 2 min. ago", a line for each site. */
export function SeenOn({ project: { seenOn = [] } }: { project: ProjectItem }): VNode {
  if (seenOn.length === 0) return <p class="quiet-line">{text.settings.notSeen}</p>;
  return (
    <ul class="seen-on">
      {seenOn.map(({ origin, firstSeenAt, lastSeenAt }) => (
        <li key={origin}>
          <Icon name="solved" />
          <span>
            {text.settings.seenOn} <bdi>{origin.replace(/^https:\/\//, "")}</bdi>, <Time iso={lastSeenAt} />
            {firstSeenAt !== lastSeenAt && (
              <span class="hint">
                {text.settings.firstSeen} <Time iso={firstSeenAt} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function PortalLink({ portal }: { portal: PortalSettings }): VNode {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{text.settings.url}</label>
      <div class="with-button">
        <input id={id} readOnly value={portal.url} dir="ltr" onFocus={(event) => event.currentTarget.select()} />
        <CopyButton label={text.settings.copyLink} value={portal.url} />
        <OpenPortal portal={portal} />
      </div>
      <p class="hint">{portal.enabled ? text.settings.urlHintOn : text.settings.urlHintOff}</p>
    </div>
  );
}

export const OpenPortal = ({ portal }: { portal: PortalSettings }): VNode => (
  <a class="button" href={portal.url} target="_blank" rel="noreferrer">
    <Icon name="out" />
    {text.settings.openPortal}
  </a>
);
