/** Who is at a made-up desk: staff with one known password, two projects with inboxes, companies and customers. */
import { createPasswords } from "../../server/access/passwords.ts";
import { createCompany } from "../../server/companies/store.ts";
import { createCustomers, type CustomerValues } from "../../server/customers/store.ts";
import type { Database } from "../../server/db/database.ts";
import { createInbox, createProject, listInboxes, updateProject } from "../../server/projects/store.ts";
import { createStaff } from "../../server/staff/store.ts";
import type { Dice } from "./random.ts";
import { companyName, personName } from "./texts.ts";

export const administrator = { name: "Ada", email: "ada@desk.test", password: "correct horse battery 9" };

/** Of many rows. */
export const peopleTables = ["customers", "customer_words"] as const;

export interface FilledCustomer {
  id: string;
  name: string;
  companyId: string | null;
}

export interface FilledProject {
  id: string;
  inboxes: string[];
  customers: FilledCustomer[];
  /** The last ticket number given out. */
  last: number;
}

export interface FilledDesk {
  /** The first has nine tickets of ten. */
  projects: [FilledProject, FilledProject];
  agents: { id: string; name: string }[];
}

/** Of the projects, in the order of `FilledDesk`. */
export const names: readonly string[] = ["Willow Tea", "Harbour Bikes"];
const agentNames = ["Bo", "Chidi", "Dora", "Emil", "Farah", "Goran", "Hana", "Ivo", "Jun", "Kaya"];
const ticketsPerCustomer = 10;
const customersPerCompany = 20;
/** Of twelve values each: SQLite takes 32,766 in one statement. */
const atOnce = 2000;

export async function fillPeople(database: Database, dice: Dice, tickets: number, now: number): Promise<FilledDesk> {
  const passwordHash = await createPasswords().passwords.hash(administrator.password);
  const { agents, projects } = await database.write(async (tx) => {
    await createStaff(tx, { ...administrator, role: "admin", passwordHash }, now);
    const made: FilledDesk["agents"] = [];
    for (const name of agentNames) {
      const email = `${name.toLowerCase()}@desk.test`;
      made.push({ name, id: await createStaff(tx, { name, email, role: "agent", passwordHash }, now) });
    }
    const found: FilledProject[] = [];
    for (const name of names) {
      const id = await createProject(tx, { name }, now);
      await updateProject(tx, id, { enabled: true, types: ["question", "problem", "return"] });
      for (const more of ["Billing", "Returns"]) {
        await createInbox(tx.db, { project_id: id, name: more, address: null, reply_as: "agent", portal: 1 }, now);
      }
      const inboxes = (await listInboxes(tx.db, id)).map((inbox) => inbox.id);
      found.push({ id, inboxes, customers: [], last: 0 });
    }
    return { agents: made, projects: found as [FilledProject, FilledProject] };
  });
  const customers = Math.max(20, Math.floor(tickets / ticketsPerCustomer));
  for (const [nth, project] of projects.entries()) {
    await fillCustomers(database, dice, project, Math.ceil(customers * (nth === 0 ? 0.9 : 0.1)), now);
  }
  return { projects, agents };
}

async function fillCustomers(
  database: Database,
  dice: Dice,
  project: FilledProject,
  count: number,
  now: number,
): Promise<void> {
  const companies: string[] = [];
  for (let done = 0; done < count; done += atOnce) {
    await database.write(async (tx) => {
      const rows: CustomerValues[] = [];
      for (let nth = done; nth < Math.min(count, done + atOnce); nth++) {
        if (nth % customersPerCompany === 0) {
          companies.push(await createCompany(tx, { projectId: project.id, name: companyName(dice, nth) }, now));
        }
        rows.push({
          projectId: project.id,
          name: personName(dice),
          email: `customer-${nth}@${dice.pick(["example.com", "example.org", "mail.example"])}`,
          companyId: dice.percent(60) ? dice.pick(companies) : null,
          source: dice.weighted({ registration: 60, import: 30, staff: 10 }),
          provenAt: dice.percent(70) ? now - dice.below(1_000_000_000) : null,
        });
      }
      const ids = await createCustomers(tx, rows, now);
      ids.forEach((id, i) => {
        const { name, companyId = null } = rows[i]!;
        project.customers.push({ id, name, companyId });
      });
    });
  }
}
