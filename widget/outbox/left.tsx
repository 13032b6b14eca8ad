/** Fetched where an earlier visit, or another tab, has left something in the outbox. */
import { words } from "../locales/en-left.ts";
import type { App } from "../state/app.ts";
import { problemSentence } from "../ui/problem.tsx";
import type { Entry, StoredEntry } from "./store.ts";

/** Of a release that knew a path alone: `/tickets`, or `/tickets/<id>/messages`. */
const withDestination = (entry: StoredEntry): Entry => ({ to: { ticket: entry.path.split("/")[2] }, ...entry });

/** What belongs to whoever is here goes out; what belongs to others waits for them. */
export async function sendLeft({ outbox, session }: App): Promise<void> {
  for (const entry of (await outbox.store.all()) ?? []) {
    const me = session.person()?.id;
    if (me && !entry.owner) {
      if (session.kept.read().before) continue;
      // Written before signing in: theirs from now on, also when the session ends before it is sent.
      entry.owner = me;
      await outbox.store.put(entry);
    }
    const isMine = !entry.owner || entry.owner === me;
    const isKnown = outbox.items.some((sending) => sending.entry.key === entry.key);
    // Nobody knows how far it came.
    if (isMine && !isKnown) outbox.send({ ...withDestination(entry), tried: true }, true);
  }
}

/** New tickets that the form does not show any more. */
export function Left({ app }: { app: App }) {
  const t = words(app);
  return (
    <>
      <h3>{t.leftTitle}</h3>
      {app.leftTickets().map((sending) => {
        const { entry, waiting, problem, stop } = sending;
        return (
          <div key={entry.key} class="notice" role="group">
            <p>
              <bdi>{(entry.body as { subject: string }).subject}</bdi>
            </p>
            <p class="quiet">{problem ? problemSentence(app, problem.code) : waiting ? t.messageWaiting : t.sending}</p>
            {stop && (
              <button
                type="button"
                class="text"
                onClick={() => {
                  stop();
                  app.go({ name: "new" });
                }}
              >
                {t.takeBack}
              </button>
            )}
          </div>
        );
      })}
    </>
  );
}
