/**
 * What customers write while nobody looks at the desk, told by one tab for all of the browser: counted in the titles of
 * all, with a dot, and where this browser is to by a tone and a notification. What is held back or one's own work tells
 * nothing, nor does what comes while a tab is in sight, which shows it.
 */
import { effect, signal } from "@preact/signals";
import type { StaffMessage, StaffTicket } from "../../contract/index.ts";
import { newsWords, readNewsWords } from "../locales/news.ts";
import { text } from "../locales/text.ts";
import { unseenMark } from "./chrome.ts";
import { stream } from "./live.ts";
import { asked, isNoteOn, isSoundOn, refusal, wantNotes, wantSound, watchChoices } from "./news-choices.ts";
import { isDeskInSight, tellsOthers, watchSight } from "./news-sight.ts";
import { ring, showNote, wearDot } from "./news-tell.ts";
import { say } from "./notices.ts";
import { filter, goTo } from "./place.ts";
import { readCounts } from "./queue.ts";
import { isAskingAgain } from "./session.ts";

export { asked, isNoteOn, isSoundOn, newsWords, refusal, wantNotes, wantSound };

const mostCounted = 99;
/** From here on one notification stands for all, instead of one over the other. */
const mostNotes = 3;
/** Milliseconds between two tones, however busy the desk is. */
const ringPause = 3_000;

/** Ids of tickets with news, of all tabs. */
const unseen = signal<readonly string[]>([]);
let channel: BroadcastChannel;
let rang = -Infinity;

let started: Promise<void> | undefined;
export const startNews = (): Promise<void> => (started ??= start());

async function start(): Promise<void> {
  await readNewsWords();
  channel = new BroadcastChannel("deskbell:news");
  channel.onmessage = ({ data }: MessageEvent<readonly string[]>) => {
    unseen.value = data;
  };
  effect(() => {
    const count = unseen.value.length;
    const shown = isAskingAgain.value ? "!" : count > mostCounted ? `${mostCounted}+` : count;
    unseenMark.value = shown ? `(${shown}) ` : "";
    wearDot(Boolean(shown));
  });
  // Over, it tells nothing any more: silence would be taken for a quiet desk.
  effect(() => {
    if (isAskingAgain.value && document.hidden && tellsOthers())
      call(text.doors.againTitle, text.doors.againLead, "session");
  });
  effect(() => {
    stream.value?.addEventListener("ticket.created", hear);
    stream.value?.addEventListener("message.created", hear);
  });
  watchChoices();
  watchSight(cameBack);
}

function cameBack(): void {
  const count = unseen.peek().length;
  if (count > 0) say(newsWords.came(count));
  put([]);
  void readCounts();
}

function put(ids: readonly string[]): void {
  unseen.value = ids;
  channel.postMessage(ids);
}

function hear({ data }: MessageEvent<string>): void {
  const { ticket, message } = JSON.parse(data) as { ticket: StaffTicket; message?: StaffMessage };
  // One that staff begin is not unanswered: it waits for its customer.
  const isOfCustomer = message ? message.author.kind === "customer" : ticket.unanswered;
  if (isOfCustomer && !ticket.held && tellsOthers()) void tell(ticket, message);
}

async function tell(ticket: StaffTicket, message: StaffMessage | undefined): Promise<void> {
  if (await isDeskInSight()) return;
  const ids = new Set([...unseen.peek(), ticket.id]);
  if (ids.size <= mostCounted + 1) put([...ids]);
  if (ids.size > mostNotes)
    return call(newsWords.many(ids.size), "", "many", () =>
      goTo({ page: "tickets", filter: filter.peek(), ticket: null }),
    );
  const who = message?.author.name || text.queue.visitor;
  const title = message ? newsWords.newReply(who, ticket.number) : newsWords.newTicket(ticket.number);
  call(title, ticket.subject, ticket.id, () => goTo({ page: "tickets", filter: filter.peek(), ticket: ticket.id }));
}

function call(title: string, body: string, tag: string, open?: () => void): void {
  if (isNoteOn.peek()) showNote(title, body, tag, open, isSoundOn.peek());
  if (!isSoundOn.peek() || performance.now() - rang < ringPause) return;
  rang = performance.now();
  void ring();
}
