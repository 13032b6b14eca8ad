/** Who the two shops' customers are: in every state between "not invited" and "registered". Times are hours ago. */
import type { PermissionChoices } from "../access/permissions.ts";
import { createCompany } from "../companies/store.ts";
import type { CustomerSource } from "../contract/people.ts";
import { createCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";

interface DemoCompany {
  name: string;
  externalId?: string;
  permissions?: PermissionChoices;
}

interface DemoCustomer {
  name: string;
  email: string;
  company?: string;
  source: CustomerSource;
  externalId?: string;
  permissions?: PermissionChoices;
  added: number;
  invited?: number;
  opened?: number;
  registered?: number;
}

export interface DemoPeople {
  companies: DemoCompany[];
  customers: DemoCustomer[];
}

export const demoPeople: Record<string, DemoPeople> = {
  "willow-tea-demo01": {
    companies: [
      { name: "Kawiarnia Pod Lipą", externalId: "c-1042", permissions: { viewCompanyTickets: true, priority: "view" } },
      { name: "Solberg & Sønner", externalId: "c-1077", permissions: { closeTickets: true } },
      { name: "The Quiet Page Bookshop", permissions: { viewCompanyTickets: true } },
      { name: "Hotel Lindenhof" },
    ],
    customers: [
      { name: "Priya Raman", email: "priya.raman@example.com", source: "registration", added: 26, registered: 26 },
      { name: "Jonas Weber", email: "jonas.weber@example.com", source: "registration", added: 75, registered: 75 },
      { name: "Grace Adeyemi", email: "grace.adeyemi@example.com", source: "registration", added: 9, registered: 9 },
      {
        name: "Marta Kowalska",
        email: "marta@kawiarnia.example",
        company: "Kawiarnia Pod Lipą",
        source: "staff",
        externalId: "w-2001",
        permissions: { priority: "edit" },
        added: 200,
        invited: 190,
        opened: 180,
        registered: 170,
      },
      {
        name: "Zofia Nowicka",
        email: "zofia@kawiarnia.example",
        company: "Kawiarnia Pod Lipą",
        source: "staff",
        added: 199,
        invited: 190,
        opened: 189,
        registered: 189,
      },
      {
        name: "Paweł Zieliński",
        email: "pawel@kawiarnia.example",
        company: "Kawiarnia Pod Lipą",
        source: "staff",
        added: 199,
        invited: 30,
        opened: 8,
      },
      {
        name: "Agnieszka Nowak",
        email: "agnieszka@kawiarnia.example",
        company: "Kawiarnia Pod Lipą",
        source: "staff",
        added: 199,
        invited: 4,
      },
      {
        name: "Henrik Solberg",
        email: "henrik@solberg.example",
        company: "Solberg & Sønner",
        source: "import",
        externalId: "w-1388",
        added: 900,
        invited: 890,
        opened: 889,
        registered: 889,
      },
      {
        name: "Ingrid Solberg",
        email: "ingrid@solberg.example",
        company: "Solberg & Sønner",
        source: "import",
        externalId: "w-1389",
        added: 900,
        invited: 890,
      },
      {
        name: "Eleanor Whitcombe",
        email: "eleanor@quietpage.example",
        company: "The Quiet Page Bookshop",
        source: "staff",
        added: 700,
        invited: 690,
        opened: 500,
      },
      {
        name: "Theo Marchetti",
        email: "theo@quietpage.example",
        company: "The Quiet Page Bookshop",
        source: "staff",
        added: 60,
      },
      {
        name: "Katharina Lindner",
        email: "k.lindner@lindenhof.example",
        company: "Hotel Lindenhof",
        source: "import",
        externalId: "w-1412",
        added: 900,
      },
      { name: "Samuel Osterberg", email: "samuel.osterberg@example.net", source: "import", added: 900 },
      { name: "Beatriz Carvalho", email: "beatriz.carvalho@example.org", source: "api", added: 40, invited: 39 },
      { name: "Noor Rahman", email: "noor.rahman@example.com", source: "mail", added: 15 },
    ],
  },
  "harbour-bikes-demo02": {
    companies: [
      { name: "Nordlicht Couriers", externalId: "fleet-7", permissions: { viewCompanyTickets: true, type: "edit" } },
      { name: "Harbour Primary School" },
    ],
    customers: [
      { name: "Daniel Osei", email: "daniel.osei@example.com", source: "registration", added: 20, registered: 20 },
      {
        name: "Peter Novak",
        email: "peter.novak@example.com",
        company: "Nordlicht Couriers",
        source: "staff",
        added: 300,
        invited: 290,
        opened: 289,
        registered: 289,
      },
      { name: "Yuki Tanaka", email: "yuki@example.org", source: "registration", added: 90, registered: 90 },
      {
        name: "Mirela Ionescu",
        email: "mirela@nordlicht.example",
        company: "Nordlicht Couriers",
        source: "staff",
        added: 300,
        invited: 50,
        opened: 49,
      },
      {
        name: "Callum Reid",
        email: "callum.reid@harbour-primary.example",
        company: "Harbour Primary School",
        source: "staff",
        added: 12,
        invited: 3,
      },
      { name: "Amara Diallo", email: "amara.diallo@example.com", source: "import", added: 400 },
    ],
  },
};

export interface Known {
  id: string;
  companyId: string | null;
}

const hourMs = 3_600_000;

/** @returns address to customer */
export async function addPeople(
  tx: Tx,
  projectId: string,
  { companies, customers }: DemoPeople,
  now: number,
): Promise<Map<string, Known>> {
  const companyIds = new Map<string, string>();
  const known = new Map<string, Known>();
  const ago = (hours: number | undefined): number | null => (hours === undefined ? null : now - hours * hourMs);
  for (const company of companies) {
    companyIds.set(company.name, await createCompany(tx, { ...company, projectId }, now - 1000 * hourMs));
  }
  for (const { company, added, invited, opened, registered, ...values } of customers) {
    const companyId = company === undefined ? null : companyIds.get(company)!;
    const provenAt = ago(registered);
    const id = await createCustomer(tx, { ...values, projectId, companyId, provenAt }, now - added * hourMs);
    const times = { invited_at: ago(invited), opened_at: ago(opened) };
    await tx.db.updateTable("customers").set(times).where("id", "=", id).execute();
    known.set(values.email, { id, companyId });
  }
  return known;
}
