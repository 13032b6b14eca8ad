/** The one sender: every request of the staff page goes through `request`, and has its name in `api`. */
import type {
  Agent,
  ChangedStaffTicket,
  ErrorReply,
  IdentityKey,
  Inbox,
  InboxPatch,
  InboxWithCount,
  Mail,
  MailWithText,
  NewInbox,
  NewProject,
  NewStaffMessage,
  NewStaffTicket,
  Page,
  Project,
  ProjectItem,
  ProjectPatch,
  StaffActivation,
  StaffMember,
  StaffMessageReply,
  StaffSession,
  StaffTicket,
  StaffTicketPage,
  StaffTicketPatch,
  StaffTicketWithMessages,
  TagsInUse,
  TicketCounts,
} from "../contract/index.ts";
import { ApiProblem } from "./problem.ts";

export type TicketQuery = Readonly<Record<string, string>>;

export const staffApi = "/api/staff";
const patience = 20_000;
const patienceWithFiles = 120_000;

/** What happens when the session is over: resolves to true once somebody signed in again and a request may be repeated. */
type SignInAgain = () => Promise<boolean>;
let signInAgain: SignInAgain = async () => false;
export const onSessionEnded = (ask: SignInAgain): void => {
  signInAgain = ask;
};
export const askToSignInAgain = (): Promise<boolean> => signInAgain();

interface Call {
  query?: TicketQuery;
  /** A form carries a file; everything else goes as JSON. */
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
  /** Goes on when the page is closed: 64 kB at most. */
  keepalive?: boolean;
  /** Calls that open the session themselves, or that nobody made by hand: a 401 is their answer and nobody is asked. */
  atTheDoor?: boolean;
}

/** Who the page was loaded by. In another tab somebody else may sign in, whose name is under nothing of this page. */
let writer: string | undefined;
export const writeAs = (staff: string): string => (writer ??= staff);

export async function request<Answer>(method: string, path: string, call: Call = {}): Promise<Answer> {
  const response = await send(method, path, call);
  if (response.ok) return response.status === 204 ? (undefined as Answer) : readJson<Answer>(response, call.signal);
  const problem = await problemOf(response);
  if (problem.code === "unauthenticated" && !call.atTheDoor && (await signInAgain()))
    return request(method, path, call);
  throw problem;
}

async function send(
  method: string,
  path: string,
  { query, body, key, signal, keepalive = false }: Call,
): Promise<Response> {
  const search = query && Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : "";
  const isForm = body instanceof FormData;
  const timeout = AbortSignal.timeout(isForm ? patienceWithFiles : patience);
  try {
    return await fetch(staffApi + path + search, {
      method,
      credentials: "same-origin",
      keepalive,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        ...(body !== undefined && !isForm && { "content-type": "application/json" }),
        ...(key && { "idempotency-key": key }),
        ...(writer && { "x-writer": writer }),
      },
      ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw new ApiProblem(signal?.aborted ? "stopped" : "unreachable", `${method} ${path} did not reach the desk`, {
      cause,
    });
  }
}

async function readJson<Answer>(response: Response, signal?: AbortSignal): Promise<Answer> {
  try {
    return (await response.json()) as Answer;
  } catch (cause) {
    // Stopped in the middle of the answer it is no answer that went wrong, and nobody is told.
    const code = signal?.aborted ? "stopped" : "unreadable";
    throw new ApiProblem(code, `${response.url} did not answer in JSON`, { status: response.status, cause });
  }
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const reply = await readJson<Partial<ErrorReply>>(response).catch(() => ({}) as Partial<ErrorReply>);
  return problemFrom(response.status, reply, response.headers.get("retry-after"));
}

/** Also for uploads, which go by XMLHttpRequest because `fetch` tells no progress. */
export function problemFrom(status: number, reply: Partial<ErrorReply>, retryAfter: string | null): ApiProblem {
  if (!reply.error) return new ApiProblem("unreadable", `The desk answered ${status}`, { status });
  const { code, message, fields } = reply.error;
  return new ApiProblem(code, message, {
    status,
    ...(fields && { fields }),
    ...(retryAfter !== null && { retryAfter: Number(retryAfter) }),
  });
}

const door = { atTheDoor: true };

export const api = {
  setUp: (body: { token: string; name: string; email: string; password: string }) =>
    request<{ staff: StaffMember }>("POST", "/setup", { body, ...door }),
  activate: (body: { token: string; name?: string; password: string }) =>
    request<StaffActivation>("POST", "/activations", { body, ...door }),
  signIn: (body: { email: string; password: string; totp?: string }) =>
    request<{ staff: StaffMember }>("POST", "/session", { body, ...door }),
  readSession: () => request<StaffSession>("GET", "/session", door),
  askForPasswordLink: (email: string) => request<object>("POST", "/password-links", { body: { email }, ...door }),
  signOut: () => request<void>("DELETE", "/session", door),

  listAgents: () => request<Page<Agent>>("GET", "/agents"),
  listProjects: () => request<Page<ProjectItem>>("GET", "/projects", { query: { limit: "100" } }),
  createProject: (body: NewProject) => request<{ project: Project }>("POST", "/projects", { body }),
  readProject: (id: string) => request<{ project: Project }>("GET", `/projects/${id}`),
  changeProject: (id: string, body: ProjectPatch) =>
    request<{ project: Project }>("PATCH", `/projects/${id}`, { body }),
  listInboxes: (project: string) => request<Page<Inbox>>("GET", `/projects/${project}/inboxes`),
  createInbox: (project: string, body: NewInbox) =>
    request<{ inbox: Inbox }>("POST", `/projects/${project}/inboxes`, { body }),
  changeInbox: (id: string, body: InboxPatch) => request<{ inbox: Inbox }>("PATCH", `/inboxes/${id}`, { body }),
  readInbox: (id: string) => request<{ inbox: InboxWithCount }>("GET", `/inboxes/${id}`),
  deleteInbox: (id: string, query: { moveTo?: string }) => request<void>("DELETE", `/inboxes/${id}`, { query }),

  listIdentityKeys: (project: string) => request<Page<IdentityKey>>("GET", `/projects/${project}/identity-keys`),
  createIdentityKey: (project: string) =>
    request<{ key: IdentityKey; secret: string }>("POST", `/projects/${project}/identity-keys`),
  endSessions: (project: string) => request<void>("DELETE", `/projects/${project}/sessions`),
  turnIdentityKeyOn: (project: string, kid: string) =>
    request<{ key: IdentityKey }>("PATCH", `/projects/${project}/identity-keys/${kid}`, { body: { off: false } }),
  deleteIdentityKey: (project: string, kid: string) =>
    request<void>("DELETE", `/projects/${project}/identity-keys/${kid}`),

  listTickets: (query: TicketQuery, signal: AbortSignal) =>
    request<StaffTicketPage>("GET", "/tickets", { query, signal }),
  countTickets: (query: TicketQuery) => request<{ counts: TicketCounts }>("GET", "/tickets/counts", { query }),
  listTags: (project: string) => request<TagsInUse>("GET", "/tickets/tags", { query: { project } }),
  /** @param before id of the message that the page ends above; without it, the newest */
  readTicket: (id: string, signal?: AbortSignal, before?: string) =>
    request<{ ticket: StaffTicketWithMessages }>("GET", `/tickets/${id}`, {
      query: { limit: "50", ...(before && { before }) },
      ...(signal && { signal }),
    }),
  createTicket: (body: NewStaffTicket, key: string) =>
    request<{ ticket: StaffTicket }>("POST", "/tickets", { body, key }),
  changeTicket: (id: string, body: StaffTicketPatch) =>
    request<ChangedStaffTicket>("PATCH", `/tickets/${id}`, { body }),
  undo: (ticket: string, change: string) =>
    request<StaffMessageReply>("POST", `/tickets/${ticket}/undo`, { body: { change } }),
  createMessage: (ticket: string, body: NewStaffMessage, key: string) =>
    request<StaffMessageReply>("POST", `/tickets/${ticket}/messages`, { body, key }),

  listMail: (query: TicketQuery, signal: AbortSignal) => request<Page<Mail>>("GET", "/mail", { query, signal }),
  readMail: (id: string) => request<{ mail: MailWithText }>("GET", `/mail/${id}`),
  replayMail: (id: string, ticket?: string) =>
    request<{ mail: MailWithText }>("POST", `/mail/${id}/replay`, ticket === undefined ? {} : { body: { ticket } }),
};

export const eventsUrl = `${staffApi}/events`;
export const uploadUrl = `${staffApi}/attachments`;
