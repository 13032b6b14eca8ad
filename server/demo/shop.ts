/** The tea shop signs for its users. One of them has written before, by mail, and finds that again when she is signed in. */
import { createCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import { keepFirstSetting, readSetting } from "../db/settings.ts";
import type { Deps } from "../deps.ts";
import { createIdentityKey, identitySecret } from "../identity/store.ts";
import { findProjectByKey, type ProjectRow } from "../projects/store.ts";
import { addReply } from "../tickets/add-reply.ts";
import { createTicket } from "../tickets/create-ticket.ts";
import { lockTicket } from "../tickets/store.ts";
import { agents, demoProjects } from "./stories.ts";

const hourMs = 3_600_000;
const portal = demoProjects[0]!.key;
const kid = `${portal}-key`;

export interface ShopKey {
  portal: string;
  kid: string;
  secret: string;
}

/** @returns undefined where somebody has deleted the shop's key: it is not made again */
export async function openShop(
  { database, secrets }: Pick<Deps, "database" | "secrets">,
  now: number,
): Promise<ShopKey | undefined> {
  const project = await findProjectByKey(database.read, portal);
  if (!project) return undefined;
  await database.write(async (tx) => {
    if (await isOpened(tx)) return;
    await createIdentityKey(tx, secrets, { projectId: project.id, id: kid }, now);
    await writeAsMia(tx, project, now);
    await keepFirstSetting(tx.db, opened, "1");
  });
  const secret = await identitySecret({ database, secrets }, project.id, kid);
  return secret === undefined ? undefined : { portal, kid, secret };
}

const opened = "demo_shop_opened";

const isOpened = async ({ db }: Tx): Promise<boolean> => (await readSetting(db, opened)) !== undefined;

async function writeAsMia(tx: Tx, project: ProjectRow, now: number): Promise<void> {
  const [name, asked, answered] = ["Mia Claes", now - 30 * hourMs, now - 29 * hourMs];
  const person = { projectId: project.id, name, email: "mia.claes@example.com", source: "registration" as const };
  const id = await createCustomer(tx, { ...person, provenAt: asked }, asked);
  const use = () => ({ key: crypto.randomUUID(), hash: "" });
  const { ticketId } = await createTicket(
    tx,
    project,
    {
      subject: "Is the gift box in stock again?",
      body: "The one with the three green teas, for the 10th.\n\nI have looked every day this week.",
      type: "Question",
    },
    {
      author: { kind: "customer", id, name },
      customerId: id,
      visitorId: null,
      uploader: "",
      held: false,
      anyInbox: true,
    },
    use(),
    asked,
  );
  const maya = await tx.db
    .selectFrom("staff")
    .select(["id", "name"])
    .where("email", "=", agents[0]!.email)
    .executeTakeFirstOrThrow();
  const body = "Hello Mia,\n\ntwelve of them came in this morning. I have put one aside for you until Friday.";
  const reply = { body, author: { kind: "staff" as const, ...maya }, uploader: "" };
  await addReply(tx, (await lockTicket(tx, ticketId))!, reply, use(), answered);
}
