/** A customer or company: making one, and the one whose page is open. */
import { batch, signal } from "@preact/signals";
import type {
  Company,
  CompanyPatch,
  CustomerPatch,
  CustomerProfile,
  NewCompany,
  NewCustomer,
  PortalPreview,
} from "../../contract/index.ts";
import { peopleApi } from "../api-people.ts";
import { text } from "../locales/text.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import type { Pick } from "../ui/picker.tsx";
import { notify, say } from "./notices.ts";
import { companies, customers, invite, members } from "./people.ts";
import { goTo } from "./place.ts";

export const profile = signal<CustomerProfile | null>(null);
/** The open company; beside a profile, that person's. */
export const company = signal<Company | null>(null);
export const customerView = signal<PortalPreview | null>(null);
export const personProblem = signal<ApiProblem | null>(null);

/** Whose page is wanted; an answer about somebody else comes too late. */
let wanted = "";

async function open(id: string, read: () => Promise<void>): Promise<void> {
  if (wanted !== id) {
    batch(() => {
      profile.value = null;
      company.value = null;
      customerView.value = null;
    });
  }
  wanted = id;
  personProblem.value = null;
  try {
    await read();
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (wanted === id) personProblem.value = problem;
  }
}

export const openCustomer = (id: string): Promise<void> =>
  open(id, async () => {
    const { customer } = await peopleApi.readCustomer(id);
    if (wanted === id) await show(customer);
  });

/** The company comes along: it says what a permission inherits. */
async function show(customer: CustomerProfile): Promise<void> {
  const companyId = customer.company?.id;
  const its = !companyId
    ? null
    : company.peek()?.id === companyId
      ? company.peek()
      : (await peopleApi.readCompany(companyId)).company;
  if (wanted !== customer.id) return;
  batch(() => {
    profile.value = customer;
    company.value = its;
  });
  customers.put(customer);
}

export const openCustomerView = (id: string): Promise<void> =>
  open(id, async () => {
    const view = await peopleApi.readCustomerView(id);
    if (wanted === id) customerView.value = view;
  });

export const openCompany = (id: string): Promise<void> =>
  open(id, async () => {
    const read = await peopleApi.readCompany(id);
    if (wanted === id) company.value = read.company;
  });

export const readMembers = (id: string): void => void members.read({ company: id, sort: "name" });

/** @throws ApiProblem, which the form shows at its fields */
export async function createCustomer(customer: NewCustomer): Promise<void> {
  await peopleApi.createCustomer(customer);
  notify("done", text.people.addDone(customer.name));
}

/** @throws ApiProblem, which the form shows at its fields */
export async function createCompany(company: NewCompany): Promise<void> {
  await peopleApi.createCompany(company);
  notify("done", text.companies.added(company.name));
}

/** @throws ApiProblem, which the form shows at its fields */
export async function saveCustomer(id: string, change: CustomerPatch): Promise<void> {
  await show((await peopleApi.changeCustomer(id, change)).customer);
  say(text.saved);
}

/** Of an account that was stopped. @throws ApiProblem, which is shown beside the button */
export async function letIn(id: string, email?: string): Promise<void> {
  await show((await peopleApi.letIn(id, email)).customer);
  say(text.person.letInDone);
}

/** @throws ApiProblem, which the form shows at its fields */
export async function saveCompany(id: string, change: CompanyPatch): Promise<void> {
  const changed = (await peopleApi.changeCompany(id, change)).company;
  company.value = changed;
  companies.put(changed);
  say(text.saved);
}

export async function inviteOpen(): Promise<void> {
  const customer = profile.peek();
  if (customer && (await invite(customer))) await openCustomer(customer.id);
}

/** @throws ApiProblem, which the dialog shows */
export async function undoMerge(id: string, merge: string): Promise<void> {
  await peopleApi.undoMerge(id, merge);
  await openCustomer(id);
}

/** Into another one, whose page opens. @throws ApiProblem, which the dialog shows */
export async function mergeCustomer(customer: CustomerProfile, into: Pick): Promise<void> {
  await peopleApi.mergeCustomer(customer.id, into.id);
  notify("done", text.person.merged(customer.name, into.name));
  goTo({ page: "customers", customer: into.id });
}

/** @throws ApiProblem, which the dialog shows */
export async function deleteCustomer({ id, name }: CustomerProfile): Promise<void> {
  await peopleApi.deleteCustomer(id);
  notify("done", text.person.deleted(name));
  goTo({ page: "customers", customer: null });
}

/** @throws ApiProblem, which the dialog shows */
export async function deleteCompany({ id, name }: Company): Promise<void> {
  await peopleApi.deleteCompany(id);
  notify("done", text.companies.deleted(name));
  goTo({ page: "companies", company: null });
}
