import { Component } from "preact";
import type { Message } from "../../server/contract/index.ts";
import type { App } from "../state/app.ts";
import type { Language } from "../state/language.ts";
import type { Sending } from "../outbox/outbox.ts";
import { Content } from "../ui/content.tsx";
import { Later, LoadProblem } from "../ui/later.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Status } from "../ui/status.tsx";
import { Time } from "../ui/time.tsx";
import { Composer } from "./composer.tsx";

const minute = (): number => (Date.now() / 60_000) | 0;

export function Thread({ app, id }: { app: App; id: string }) {
  const { t } = app;
  const { ticket, problem } = app.thread;
  if (!ticket) {
    if (!problem) return <Skeleton rows={3} />;
    return (
      <section class="empty">
        {problem.code === "not_found" ? (
          <Later app={app} chunk="missing">
            {({ Missing }) => <Missing app={app} id={id} />}
          </Later>
        ) : (
          <LoadProblem app={app} retry={() => void app.thread.load(id)} />
        )}
      </section>
    );
  }
  const { follows, agent, mine, raisedBy, priority, type, tags } = ticket;
  const { permissions } = app.portal!;
  // Who may neither see nor change more of a ticket than its letters does without that part.
  const more = follows ?? priority ?? type ?? tags ?? (permissions?.closeTickets || permissions?.type === "edit");
  const details = more && app.chunks.need("details");
  const earlier = ticket.earlier && app.chunks.need("earlier");
  const hasRest = ticket.messages.some(({ content }) => content.some((block) => "plain" in block));
  const hasFiles = ticket.messages.some(({ attachments }) => attachments.length);
  const link = mine !== false && app.chunks.need("link");
  return (
    <section class="thread">
      <div class="letters">
        <header>
          <p class="line quiet">
            <span>#{ticket.number}</span>
            <Status app={app} ticket={ticket} />
            {mine === false && <span>{t.raisedBy(raisedBy!)}</span>}
            {agent && <bdi>{agent}</bdi>}
          </p>
          {details && <details.Details key={id} app={app} ticket={ticket} />}
        </header>
        {earlier && <earlier.Earlier key={id} app={app} />}
        <Letters
          app={app}
          of={[
            ticket.messages,
            t,
            app.portal,
            hasRest && app.chunks.need("earlier"),
            hasFiles && (app.chunks.need("files") ?? app.chunks.failed("files")),
            // Times go on.
            minute(),
          ]}
        />
        {app.sendings(id).map((sending) => (
          <Pending key={sending.entry.key} app={app} sending={sending} />
        ))}
        {link && <link.CopyLink key={id} app={app} id={id} />}
      </div>
      <Composer app={app} id={id} />
    </section>
  );
}

/** Not drawn anew with each letter that is typed below: only where something of what it shows has changed. */
class Letters extends Component<{ app: App; of: readonly [readonly Message[], ...unknown[]] }> {
  override shouldComponentUpdate({ of }: this["props"]): boolean {
    return of.some((one, at) => one !== this.props.of[at]);
  }

  render() {
    const { app, of } = this.props;
    return (
      <>
        {of[0].map((message) => (
          <Letter key={message.id} app={app} message={message} />
        ))}
      </>
    );
  }
}

function Letter({ app, message }: { app: App; message: Message }) {
  const { t, locale } = app;
  const { author, attachments, change, createdAt } = message;
  const time = <Time iso={createdAt} locale={locale} />;
  if (change) {
    return (
      <p class="change">
        {t.changedTo(t.statuses[change.status.to])} · {time}
      </p>
    );
  }
  const byCustomer = author.kind === "customer";
  const project = app.portal!.name;
  return (
    <article class={(author.mine ?? byCustomer) ? "letter mine" : "letter"}>
      <header class="line">
        <strong>
          <bdi>{byCustomer ? author.name || t.you : author.name ? t.from(author.name, project) : project}</bdi>
        </strong>
        {time}
      </header>
      <Content tree={message.content} rest={t.rest} />
      {attachments.length > 0 && (
        <Later app={app} chunk="files">
          {({ Attachments }) => <Attachments app={app} list={attachments} />}
        </Later>
      )}
    </article>
  );
}

const Pending = ({ app: { t }, sending: { entry, waiting } }: { app: Language; sending: Sending }) => (
  <article class="letter mine" aria-busy="true">
    <div class="content pending" dir="auto">
      <p>{(entry.body as { body: string }).body}</p>
    </div>
    <p class="quiet line">{waiting ? t.messageWaiting : t.sending}</p>
  </article>
);
