/** Plays the stories into an empty database in the order in which they happened. */
import { newId } from "../access/tokens.ts";
import type { Database, Tx } from "../db/database.ts";
import {
  createInbox,
  createProject,
  findProject,
  listInboxes,
  type ProjectRow,
  updateProject,
} from "../projects/store.ts";
import { createStaff, findStaffByEmail } from "../staff/store.ts";
import { addReply } from "../tickets/add-reply.ts";
import { changeTicket } from "../tickets/change-ticket.ts";
import { createTicket } from "../tickets/create-ticket.ts";
import { isPutAside } from "../tickets/status.ts";
import { lockTicket } from "../tickets/store.ts";
import { demoPeople, type Known, addPeople } from "./people.ts";
import { agents, type DemoProject, demoProjects, type StoryMessage, type Story } from "./stories.ts";

const hourMs = 3_600_000;

interface Turn {
  at: number;
  play(tx: Tx): Promise<void>;
}

/** Does nothing where there are projects already. */
export async function seed(database: Database, now: number): Promise<void> {
  const some = await database.read.selectFrom("projects").select("id").limit(1).executeTakeFirst();
  if (some) return;
  const names = new Map<string, string>();
  const turns: Turn[] = [];
  await database.write(async (tx) => {
    for (const agent of agents) {
      const { id } = (await findStaffByEmail(tx.db, agent.email)) ?? {
        id: await createStaff(tx, { ...agent, role: "agent", passwordHash: null }, now),
      };
      names.set(agent.name, id);
    }
    for (const demo of demoProjects) {
      const project = await makeProject(tx, demo, now);
      const people = await addPeople(tx, project.id, demoPeople[demo.key]!, now);
      for (const story of demo.stories) turns.push(...(await tell(tx, project, story, people, names, now)));
    }
  });
  turns.sort((a, b) => a.at - b.at);
  await database.write(async (tx) => {
    for (const turn of turns) await turn.play(tx);
  });
}

async function makeProject(tx: Tx, demo: DemoProject, now: number): Promise<ProjectRow> {
  const [first, ...others] = demo.inboxes;
  const id = await createProject(tx, { name: demo.name, key: demo.key, inboxName: first!.name }, now);
  let later = now;
  for (const { name, replyAs } of others) {
    const values = { project_id: id, name, address: null, reply_as: replyAs, portal: 1 };
    await createInbox(tx.db, values, (later += 1));
  }
  await updateProject(tx, id, {
    enabled: true,
    notifications: true,
    branding: { color: demo.color, greeting: demo.greeting },
    permissions: { type: "view", priority: "none", seeAgents: true },
  });
  return (await findProject(tx.db, id))!;
}

async function tell(
  tx: Tx,
  project: ProjectRow,
  story: Story,
  people: ReadonlyMap<string, Known>,
  agentIds: Map<string, string>,
  now: number,
): Promise<Turn[]> {
  const inboxes = await listInboxes(tx.db, project.id);
  const customer = story.from.known ? people.get(story.from.email!)! : null;
  const visitorId = customer ? null : newId();
  const [opening, ...replies] = story.messages;
  const timeOf = (message: StoryMessage): number => Math.round(now - message.hoursAgo * hourMs);
  const start = timeOf(opening);
  const { name, email } = story.from;
  if (visitorId) {
    await tx.db.insertInto("visitors").values({ id: visitorId, project_id: project.id, created_at: start }).execute();
  }
  const owner = visitorId ?? customer!.id;
  const key = () => ({ key: crypto.randomUUID(), hash: "" });
  let ticketId = "";

  const authorOf = (by: string) =>
    by === "customer"
      ? { kind: "customer" as const, id: owner, name }
      : { kind: "staff" as const, id: agentIds.get(by)!, name: by };

  const open: Turn = {
    at: start,
    async play(turn) {
      const inbox = inboxes.find((one) => one.name === story.inbox)?.id;
      const input = {
        subject: story.subject,
        body: opening.body,
        inbox,
        type: story.type,
        priority: story.priority,
        name,
        email,
      };
      const source = {
        author: authorOf("customer"),
        customerId: customer?.id ?? null,
        companyId: customer?.companyId ?? null,
        visitorId,
        uploader: "",
        held: false,
        anyInbox: true,
      };
      ({ ticketId } = await createTicket(turn, project, input, source, key(), start));
      const { tags, assignee } = story;
      await changeTicket(turn, "command", ticketId, { tags, assignee: assignee && agentIds.get(assignee) }, start);
    },
  };
  const reply = (message: StoryMessage): Turn => ({
    at: timeOf(message),
    async play(turn) {
      const ticket = (await lockTicket(turn, ticketId))!;
      const { body, internal } = message;
      await addReply(
        turn,
        ticket,
        { body, internal, author: authorOf(message.by), uploader: "" },
        key(),
        timeOf(message),
      );
    },
  });
  const last = Math.min(timeOf(story.messages.at(-1)!) + hourMs / 2, now);
  const close: Turn = {
    at: last,
    async play(turn) {
      await changeTicket(turn, "command", ticketId, { status: story.status }, last);
    },
  };
  return [open, ...replies.map(reply), ...(isPutAside(story.status) ? [close] : [])];
}
