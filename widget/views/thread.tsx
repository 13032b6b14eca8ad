import { useEffect, useRef } from "preact/hooks";
import type { Message } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import { Attachments } from "../ui/attachments.tsx";
import { Content } from "../ui/content.tsx";
import { CopyLink } from "../ui/copy-link.tsx";
import { problemSentence } from "../ui/problem.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { Composer } from "./composer.tsx";

export function Thread({ app }: { app: App }) {
  const t = app.t.value;
  const { ticket, problem, pending } = app.thread;
  const end = useRef<HTMLDivElement>(null);
  const shown = ticket.value;
  const count = (shown?.messages.length ?? 0) + pending.value.length;
  useEffect(() => end.current?.scrollIntoView({ block: "nearest" }), [shown?.id, count]);

  if (problem.value && !shown) {
    return (
      <section class="empty" role="alert">
        <p>{problem.value.status === 404 ? t.notFound : problemSentence(app, problem.value)}</p>
        <button type="button" class="main" onClick={() => app.go({ name: "home" })}>
          {t.home}
        </button>
      </section>
    );
  }
  if (!shown) return <Skeleton rows={3} />;
  return (
    <section class="thread">
      <div class="letters">
        <header>
          <h2>
            <bdi>{shown.subject}</bdi>
          </h2>
          <p class="line quiet">
            <span>#{shown.number}</span>
            <Status app={app} status={shown.status} />
            {shown.agent && <span>{shown.agent}</span>}
          </p>
          {shown.follows && (
            <button type="button" class="text" onClick={() => app.go({ name: "ticket", id: shown.follows!.id })}>
              {t.follows(shown.follows.number)}
            </button>
          )}
        </header>
        {shown.messages.map((message) => (
          <Letter key={message.id} app={app} message={message} />
        ))}
        {pending.value.map(({ body, sending }) => (
          <article class="letter mine" aria-busy="true">
            <div class="content pending" dir="auto">
              <p>{body}</p>
            </div>
            <p class="quiet line">{sending.state.value === "waiting" ? t.messageWaiting : t.messageSending}</p>
          </article>
        ))}
        <CopyLink app={app} id={shown.id} />
        <div ref={end} />
      </div>
      <Composer key={shown.id} app={app} />
    </section>
  );
}

function Letter({ app, message }: { app: App; message: Message }) {
  const t = app.t.value;
  const { kind, name } = message.author;
  if (message.change) {
    return (
      <p class="change">
        {t.changedTo(t.statuses[message.change.status.to])} · <Time iso={message.createdAt} locale={app.locale.value} />
      </p>
    );
  }
  const mine = kind === "customer";
  return (
    <article class={mine ? "letter mine" : "letter"}>
      <header class="line">
        <strong>{mine ? name || t.you : name ? t.from(name, app.portal.value!.name) : app.portal.value!.name}</strong>
        <Time iso={message.createdAt} locale={app.locale.value} />
      </header>
      <Content tree={message.content} />
      <Attachments app={app} list={message.attachments} />
    </article>
  );
}
