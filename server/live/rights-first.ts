/**
 * What a reader may see is looked at before an old event is told, not when the change of it has its turn: events are read
 * back as they are now, so by the rights of then a reader who is behind would be told what came after these were lost.
 */
import type { Database } from "../db/database.ts";
import type { EventRow, Subscriber } from "./subscriber.ts";

type AccessEvent = Pick<EventRow, "seq" | "type" | "project_id" | "concerns">;

/** These change what a reader may see. */
const touchingAccess = ["access.changed", "session.ended", "portal.off"] as const satisfies EventRow["type"][];
const touchesAccess = ({ type }: AccessEvent): boolean => (touchingAccess as readonly string[]).includes(type);

export function isFor(event: AccessEvent, subscriber: Subscriber): boolean {
  // Events of no project are of sessions and projects of staff: no portal looks again because of them.
  const isOfProject = subscriber.projectId === undefined || event.project_id === subscriber.projectId;
  return isOfProject && (event.concerns === null || subscriber.isConcerned(event.concerns));
}

interface RightsFirstOptions {
  database: Database;
  /** Whom anything is told of now has heard of what comes up to here. */
  heardByAll: () => number;
}

export function createRightsFirst({ database, heardByAll }: RightsFirstOptions) {
  /** In their order, newest last. */
  let known: AccessEvent[] = [];
  /** Up to which of them a reader's rights are those of now. */
  const lookedUntil = new WeakMap<Subscriber, number>();

  const learn = (events: readonly AccessEvent[]): void => {
    const all = new Map(known.map((event) => [event.seq, event]));
    const heard = heardByAll();
    for (const event of events) if (touchesAccess(event)) all.set(event.seq, event);
    known = [...all.values()].filter(({ seq }) => seq > heard).sort((a, b) => a.seq - b.seq);
  };

  return {
    learn,

    /** Also of those that nobody has been told of yet: what they have changed is so already. */
    async learnAfter(seq: number): Promise<void> {
      const events = database.read.selectFrom("events").select(["seq", "type", "project_id", "concerns"]);
      learn(await events.where("seq", ">", seq).where("type", "in", touchingAccess).orderBy("seq").execute());
    },

    /** @returns undefined where nothing has changed for this reader, which costs no turn */
    look(subscriber: Subscriber): Promise<void> | undefined {
      const newest = known.at(-1)?.seq ?? 0;
      const looked = Math.max(lookedUntil.get(subscriber) ?? 0, subscriber.cursor);
      if (looked >= newest) return undefined;
      const first = known.findIndex(({ seq }) => seq > looked);
      lookedUntil.set(subscriber, newest);
      const last = known.slice(first).findLast((event) => isFor(event, subscriber));
      return last && subscriber.recheck(last.seq);
    },
  };
}
