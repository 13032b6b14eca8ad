import { findAccount } from "../access/account.ts";
import { guestPrincipal } from "../access/guests.ts";
import {
  customerPrincipal,
  type PortalPrincipal,
  principalKey,
  type SessionInfo,
  type StaffPrincipal,
} from "../access/principals.ts";
import { reaches } from "../access/reach.ts";
import { findManyStaff, isPresent, reachOf } from "../access/staff-account.ts";
import type { PortalEvent, StaffEvent } from "../contract/index.ts";
import type { Db } from "../db/database.ts";
import { concerning } from "../db/announce-access.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext, StaffContext } from "../http/env.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { ticketsWaitingFor } from "../tickets/pending-changes.ts";
import { readerOf, readMessage, readPending, readStaffMessage, readStaffTicket } from "../tickets/read-ticket.ts";
import { findTicketRecord, type TicketRecord } from "../tickets/query.ts";
import { customerTicket } from "../tickets/views.ts";
import { findMessage, findTicket, type MessageRow } from "../tickets/store.ts";
import { may } from "../access/rules.ts";
import { eventStreamHeaders, openEventStream } from "./event-stream.ts";
import type { EventRow, InSight, Subscriber } from "./subscriber.ts";
import { onceForAll, together } from "./together.ts";

type LiveDeps = Pick<Deps, "database" | "hub" | "sessions" | "secrets" | "publicUrl" | "now">;
type Reader = Exclude<PortalPrincipal, { kind: "nobody" }>;

/** A whole office may share one address. */
const maxStreamsOfStrangers = 100;

interface Reading {
  kind: "portal" | "staff";
  /** To count streams by, and how many it may have where that is another number than a person's. */
  owner: string;
  maxStreams?: number;
  /** The ticket that the reader has before their eyes, as long as they may see it. */
  look?(): Promise<InSight | undefined>;
  /** Of which projects it hears that tickets are before a customer's eyes; of none where it is not said. */
  hearsSight?(projectId: string): boolean;
  /** What the reader has to know first, of which no event will tell. */
  greet?(): Promise<StaffEvent[]>;
  projectId: string | undefined;
  /** Undefined: somebody whom nobody knows, so no session ends. */
  session: SessionInfo | undefined;
  isConcerned(concerns: string): boolean;
  /** Undefined: nothing of this event is for this reader. */
  read(event: EventRow): Promise<PortalEvent | StaffEvent | undefined>;
  /** Undefined while the reader may go on; else the last thing to say. */
  refused(): Promise<"portal.off" | "access.changed" | undefined>;
}

export function liveRoutes(deps: LiveDeps) {
  const { database, sessions } = deps;
  // Staff all see the same, and what an event makes everybody look at again is read for all of them at once.
  const staffEvent = onceForAll((event: EventRow) => readStaffEvent(deps, event));
  const toldOf = onceForAll((event: EventRow) => readToldOf(database.read, event));
  const staffNow = together((ids) => findManyStaff(database, ids));
  const expiryOf = together((hashes) => sessions.expiriesOf(hashes));
  const projectNow = together(async (ids) => {
    const found = await Promise.all(ids.map((id) => findProject(database.read, id)));
    return new Map(found.flatMap((project) => (project ? [[project.id, project]] : [])));
  });
  return {
    portal(c: PortalContext) {
      let who = c.get("who") as Reader;
      // Those of before stay: a look may come before the event that says why the company is another.
      const concerned = new Set(concernsOf(who));
      const shown = c.req.query("ticket");
      const { projectId } = who;
      return follow(deps, expiryOf, c, {
        kind: "portal",
        owner: principalKey(who),
        look: () => ticketInSight(database.read, who, shown),
        projectId,
        session: who.session,
        isConcerned: (concerns) => concerned.has(concerns),
        read: async (event) => portalEvent(deps, who, event, toldOf),
        async refused() {
          const project = await projectNow(projectId);
          if (!project?.enabled) return "portal.off";
          if (project.loginRequired && who.kind !== "customer") return "access.changed";
          const now = await asOfNow(deps, who, project);
          if (!now) return "access.changed";
          who = now;
          for (const concerns of concernsOf(who)) concerned.add(concerns);
          return undefined;
        },
      });
    },
    /** For a panel of somebody who has sent nothing yet, or stands before the sign-in: what the portal itself becomes. */
    changes(c: PortalContext) {
      const projectId = c.get("project").id;
      return follow(deps, expiryOf, c, {
        kind: "portal",
        owner: `network:${c.get("network")}`,
        maxStreams: maxStreamsOfStrangers,
        projectId,
        session: undefined,
        isConcerned: () => false,
        read: ({ type }) => Promise.resolve(type === "access.changed" ? { type } : undefined),
        async refused() {
          const project = await projectNow(projectId);
          return !project?.enabled ? "portal.off" : undefined;
        },
      });
    },
    staff(c: StaffContext) {
      let who = c.get("who");
      return follow(deps, expiryOf, c, {
        kind: "staff",
        owner: principalKey(who),
        projectId: undefined,
        session: who.session,
        hearsSight: (projectId) => reaches(who, projectId),
        greet: () => readWaiting(deps, who),
        isConcerned: () => true,
        read: async (event) =>
          event.project_id === "" || reaches(who, event.project_id) ? staffEvent(event) : undefined,
        // Whose projects have become others goes on, and hears of those alone from now on.
        async refused() {
          const staff = await staffNow(who.id);
          if (!isPresent(staff)) return "access.changed";
          who = { ...who, projects: reachOf(staff) };
          return undefined;
        },
      });
    },
  };
}

/** A page that begins anew knows again what its reader can take back, on whichever ticket. */
async function readWaiting(deps: LiveDeps, who: StaffPrincipal): Promise<StaffEvent[]> {
  const db = deps.database.read;
  const ids = await ticketsWaitingFor(db, who);
  return Promise.all(ids.map((id) => readPendingEvent(deps, id)));
}

/** What a widget says it shows, where that is for this reader to see: nobody takes the Undo from an answer to others. */
async function ticketInSight(db: Db, who: Reader, id: string | undefined): Promise<InSight | undefined> {
  const ticket = id === undefined ? undefined : await findTicket(db, id);
  return ticket && may(who, "read", ticket) ? { ticketId: ticket.id, projectId: ticket.project_id } : undefined;
}

/** What somebody may see changes while they look. */
async function asOfNow({ database }: LiveDeps, who: Reader, project: ProjectRow): Promise<Reader | undefined> {
  if (who.kind !== "customer") {
    return (await guestPrincipal(database.read, who.kind, who.id, project, who.session)) as Reader | undefined;
  }
  const account = await findAccount(database.read, who.id);
  return account && customerPrincipal(account, project, who.session);
}

/** What names this reader in an event. */
function concernsOf(who: Reader): string[] {
  const company = who.kind === "customer" ? who.account.company : undefined;
  return [principalKey(who), ...(company ? [concerning("company", company.id)] : [])];
}

async function follow(
  { hub, database }: LiveDeps,
  expiryOf: (hash: string) => Promise<number | undefined>,
  c: PortalContext | StaffContext,
  reading: Reading,
): Promise<Response> {
  const { owner, maxStreams, projectId, session } = reading;
  // An `EventSource` that a page opens anew cannot say it in a header.
  const lastEventId = c.req.header("Last-Event-ID") ?? c.req.query("after");
  const asked = /^\d{1,15}$/.test(lastEventId ?? "") ? Number(lastEventId) : undefined;
  const inSight = await reading.look?.();
  const start = Math.min(asked ?? Infinity, (c as PortalContext).get("newest"));
  const stream = openEventStream({
    startId: start,
    retry: 1000 + Math.floor(Math.random() * 4000),
    beatsAreEvents: reading.kind === "staff",
    onClose: () => hub.remove(subscriber),
  });
  const tell = (events: Promise<StaffEvent[]>): void => {
    events.then(
      (all) => all.forEach((event) => stream.closed || say(subscriber.cursor, event)),
      () => subscriber.end(),
    );
  };
  const say = (id: number, event: PortalEvent | StaffEvent): void => {
    const { type, ...data } = event;
    stream.send({ id, type, data });
  };
  // Pages of earlier releases take it for a change of access, and read what they read then.
  const sayAnew = (): void => {
    say(
      subscriber.cursor,
      reading.kind === "staff" ? { type: "access.changed", anew: true } : { type: "access.changed" },
    );
  };
  const subscriber: Subscriber = {
    owner,
    maxStreams,
    inSight,
    onSight: ({ ticketId: id, projectId: of }, live) => {
      if (!stream.closed && reading.hearsSight?.(of)) say(subscriber.cursor, { type: "ticket.live", id, live });
    },
    projectId,
    cursor: start,
    expiresAt: session?.expiresAt ?? Infinity,
    isConcerned: reading.isConcerned,
    async deliver(row) {
      const event = stream.closed ? undefined : await reading.read(row);
      if (event) say(row.seq, event);
    },
    async recheck(because = 0) {
      const goodbye = await reading.refused();
      const expiresAt = goodbye ? undefined : session ? await expiryOf(session.hash) : Infinity;
      if (expiresAt !== undefined) {
        subscriber.expiresAt = expiresAt;
        if (reading.look) hub.look(subscriber, await reading.look());
        return;
      }
      say(Math.max(subscriber.cursor, because), { type: goodbye ?? "access.changed" } as PortalEvent);
      stream.end();
    },
    get isTaken() {
      return stream.isTaken;
    },
    taken: () => stream.taken(),
    skip: sayAnew,
    beat: () => stream.beat(),
    end: () => stream.end(),
  };
  if (!hub.add(subscriber)) {
    stream.end();
    throw new Refusal(429, "too_many_streams", { retryAfter: 10 });
  }
  if (reading.greet) tell(reading.greet());
  if (asked !== undefined) {
    isGone(database, asked).then(
      // What lay between is swept: the client has to list everything again.
      (gone) => gone && sayAnew(),
      () => subscriber.end(),
    );
  }
  // By the context: a bare Response would lose the headers that let another site's page read it.
  return (c as PortalContext).body(stream.body, 200, eventStreamHeaders);
}

/**
 * Whether events after this one may be missing from the table: swept, or of another database, as after a restore. Asked
 * of the table, not of the hub, which hears of other processes' events a moment later.
 */
async function isGone(database: LiveDeps["database"], seq: number): Promise<boolean> {
  // Each by itself: SQLite answers one of them by a look at the index, and both in one query by reading the table.
  const { oldest, newest } = await database.read
    .selectNoFrom(({ selectFrom }) => [
      selectFrom("events")
        .select(({ fn }) => fn.min("seq").as("seq"))
        .as("oldest"),
      selectFrom("events")
        .select(({ fn }) => fn.max("seq").as("seq"))
        .as("newest"),
    ])
    .executeTakeFirstOrThrow();
  return oldest === null || Number(oldest) > seq + 1 || Number(newest) < seq;
}

/** What an event tells of, before it is asked who may see it. */
interface ToldOf {
  project: ProjectRow | undefined;
  record: TicketRecord | undefined;
  /** Of a new message. */
  message: MessageRow | undefined;
}

async function readToldOf(db: Db, event: EventRow): Promise<ToldOf> {
  const [project, record, message] = await Promise.all([
    findProject(db, event.project_id),
    event.ticket_id === null ? undefined : findTicketRecord(db, event.ticket_id),
    event.message_id === null || event.type !== "message.created" ? undefined : findMessage(db, event.message_id),
  ]);
  return { project, record, message };
}

/** Most readers of a portal may not see what happens there: that they find out without a question of their own. */
async function portalEvent(
  deps: LiveDeps,
  who: Reader,
  event: EventRow,
  toldOf: (event: EventRow) => Promise<ToldOf>,
): Promise<PortalEvent | undefined> {
  if (event.type === "access.changed" || event.type === "portal.off") return { type: event.type };
  // The second is of what customers do not see yet, the third of what is not theirs to see.
  if (event.type === "session.ended" || event.type === "ticket.pending" || event.type === "message.mailed") {
    return undefined;
  }
  const { project, record, message } = await toldOf(event);
  if (!project || !record || !may(who, "read", record)) return undefined;
  const reader = readerOf(project, who);
  if (event.type !== "message.created") return { type: event.type, ticket: customerTicket(record, reader) };
  const said = message && (await readMessage(deps.database.read, deps, reader, message));
  return said && { type: event.type, ...said };
}

async function readPendingEvent(deps: LiveDeps, id: string): Promise<StaffEvent> {
  const db = deps.database.read;
  const ticket = await readStaffTicket(db, deps, id);
  return { type: "ticket.pending", ticket, pending: await readPending(db, deps, id) };
}

async function readStaffEvent(deps: LiveDeps, event: EventRow): Promise<StaffEvent | undefined> {
  const db = deps.database.read;
  if (event.type === "session.ended") return undefined;
  if (event.ticket_id === null || event.type === "access.changed" || event.type === "portal.off") {
    return { type: "access.changed" };
  }
  if (event.type === "ticket.pending") return readPendingEvent(deps, event.ticket_id);
  const ticket = await readStaffTicket(db, deps, event.ticket_id);
  if (event.type !== "message.created" && event.type !== "message.mailed") return { type: event.type, ticket };
  return { type: event.type, ticket, message: await readStaffMessage(db, event.message_id!) };
}
