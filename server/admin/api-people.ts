/** Calls about people; sent, as all are, by the one sender in `api.ts`. */
import type {
  ApiKey,
  Company,
  CompanyPatch,
  Customer,
  CustomerPatch,
  CustomerProfile,
  PortalPreview,
  Import,
  ImportColumns,
  ImportPreview,
  InvitationResult,
  MadeApiKey,
  NewApiKey,
  NewCompany,
  NewCustomer,
  Page,
  TicketWithMessages,
} from "../contract/index.ts";
import { request, type TicketQuery } from "./api.ts";

/** What an import is made of; its preview is asked for with the same form. */
export interface ImportOrder {
  project: string;
  file: File;
  /** Absent: the desk guesses from the names in the first row. */
  columns?: ImportColumns;
}

function formOf({ project, file, columns }: ImportOrder): FormData {
  const form = new FormData();
  form.append("project", project);
  if (columns) form.append("columns", JSON.stringify(columns));
  form.append("file", file, file.name);
  return form;
}

export const peopleApi = {
  listCustomers: (query: TicketQuery, signal?: AbortSignal) =>
    request<Page<Customer>>("GET", "/customers", { query, ...(signal && { signal }) }),
  createCustomer: (body: NewCustomer) => request<{ customer: Customer }>("POST", "/customers", { body }),
  readCustomer: (id: string) => request<{ customer: CustomerProfile }>("GET", `/customers/${id}`),
  changeCustomer: (id: string, body: CustomerPatch) =>
    request<{ customer: CustomerProfile }>("PATCH", `/customers/${id}`, { body }),
  deleteCustomer: (id: string) => request<void>("DELETE", `/customers/${id}`),
  readCustomerView: (id: string) => request<PortalPreview>("GET", `/customers/${id}/view`),
  readCustomerViewTicket: (id: string, ticket: string, before?: string) =>
    request<{ ticket: TicketWithMessages }>("GET", `/customers/${id}/view/tickets/${ticket}`, {
      query: { limit: "50", ...(before && { before }) },
    }),
  invite: (id: string) => request<{ customer: Customer }>("POST", `/customers/${id}/invitation`),
  inviteAll: (ids: string[]) =>
    request<{ items: InvitationResult[] }>("POST", "/customers/invitations", { body: { ids } }),
  mergeCustomer: (id: string, into: string) =>
    request<{ customer: CustomerProfile }>("POST", `/customers/${id}/merge`, { body: { into } }),
  letIn: (id: string, email?: string) =>
    request<{ customer: CustomerProfile }>("POST", `/customers/${id}/let-in`, { body: { email } }),
  undoMerge: (id: string, merge: string) => request<void>("DELETE", `/customers/${id}/merges/${merge}`),

  listCompanies: (query: TicketQuery, signal?: AbortSignal) =>
    request<Page<Company>>("GET", "/companies", { query, ...(signal && { signal }) }),
  readCompany: (id: string) => request<{ company: Company }>("GET", `/companies/${id}`),
  createCompany: (body: NewCompany) => request<{ company: Company }>("POST", "/companies", { body }),
  changeCompany: (id: string, body: CompanyPatch) =>
    request<{ company: Company }>("PATCH", `/companies/${id}`, { body }),
  deleteCompany: (id: string) => request<void>("DELETE", `/companies/${id}`),

  previewImport: (order: ImportOrder) =>
    request<ImportPreview>("POST", "/imports", { query: { dryRun: "true" }, body: formOf(order) }),
  startImport: (order: ImportOrder) => request<{ import: Import }>("POST", "/imports", { body: formOf(order) }),
  readImport: (id: string) => request<{ import: Import }>("GET", `/imports/${id}`),

  listKeys: (signal: AbortSignal) => request<Page<ApiKey>>("GET", "/api-keys", { signal }),
  createKey: (body: NewApiKey) => request<MadeApiKey>("POST", "/api-keys", { body }),
  turnKeyOn: (id: string) => request<{ apiKey: ApiKey }>("PATCH", `/api-keys/${id}`, { body: { off: false } }),
  deleteKey: (id: string) => request<void>("DELETE", `/api-keys/${id}`),
};
