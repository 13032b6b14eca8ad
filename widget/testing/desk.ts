/** What a desk answers in unit tests of views: one project, one customer, one ticket. */
import type {
  ActivationCheck,
  Claims,
  Message,
  Page,
  Permissions,
  Portal,
  PortalCustomer,
  Ticket,
  TicketWithMessages,
} from "../../server/contract/index.ts";

const permissions: Permissions = {
  priority: "edit",
  type: "edit",
  tags: "edit",
  seeAgents: true,
  closeTickets: true,
  viewCompanyTickets: true,
};

export const portal: Portal = {
  name: "Willow Tea",
  locale: null,
  locales: ["en", "de"],
  branding: {},
  loginRequired: false,
  selfRegistration: true,
  helpDocs: true,
  passwordInWidget: false,
  mailIsSent: true,
  form: "proof",
  inboxes: [{ id: "inbox", name: "Orders" }],
  types: ["Tins"],
  priorities: ["low", "normal"],
  permissions,
};

export const person: PortalCustomer = {
  id: "ada",
  name: "Ada",
  email: "ada@example.org",
  externalId: null,
  locale: null,
  company: { id: "company", name: "Lovelace & Co" },
  hasPassword: false,
};

export const answer: Message = {
  id: "message",
  author: { kind: "staff", name: "" },
  body: "Hello",
  content: [],
  attachments: [],
  createdAt: "2026-03-10T12:00:00Z",
};

export const ticket: TicketWithMessages = {
  id: "ticket",
  number: 7,
  subject: "My tin",
  status: "solved",
  inbox: { id: "inbox", name: "Orders" },
  priority: "low",
  type: "",
  tags: ["tin"],
  follows: { id: "older", number: 3 },
  createdAt: "2026-03-10T12:00:00Z",
  updatedAt: "2026-03-10T12:00:00Z",
  unread: false,
  excerpt: "Hello",
  messages: [answer],
  earlier: true,
};

const found: Record<string, unknown> = {
  "": portal,
  "/session": { kind: "customer", customer: person, permissions },
  "/session/codes": { challenge: "challenge", passwordInWidget: true },
  "/customer": { customer: person, challenge: "challenge" },
  "/tickets": { items: [], nextCursor: null } satisfies Page<Ticket>,
  "/tickets/ticket/tracking-links": { url: "https://desk.test/p/tea#ticket=secret" },
  "/claims": {
    items: [{ id: "claim", number: 9, subject: "A lid", createdAt: "2026-03-10T12:00:00Z" }],
    nextCursor: null,
    browser: { count: 2 },
  } satisfies Claims,
  "/account-stops": {},
  "/activations/check": {
    kind: "invitation",
    email: "a…@example.org",
    address: "ada@example.org",
    name: "",
  } satisfies ActivationCheck,
};

/** @param path behind the portal's own */
export function answerTo(path: string): Response {
  if (path !== "/events" && path !== "/changes") return Response.json(found[path] ?? {});
  const { messages: _, ...head } = ticket;
  const data = JSON.stringify({ ticket: head, message: answer });
  return new Response(`id: 8\nevent: message.created\ndata: ${data}\n\n`);
}
