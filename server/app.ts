/** The table of routes: who may call what. Handlers are in the features, the rules behind them in `access/`. */
import { Hono, type Handler } from "hono";
import {
  findPortal,
  identifyCustomer,
  type PortalRight,
  requireOpenPortal,
  requirePortalRight,
} from "./doors/portal-door.ts";
import { accountRoutes } from "./accounts/routes.ts";
import { ownAccountRoutes } from "./accounts/account-routes.ts";
import { activationRoutes } from "./accounts/activation-routes.ts";
import { stopRoutes } from "./accounts/stop-routes.ts";
import { apiKeyRoutes } from "./api-keys/routes.ts";
import { createTurnsOfNetworks, turnsOfNetworks } from "./access/turns-of-networks.ts";
import { requireStaffRight, sameOriginWrites, type StaffRight } from "./doors/staff-door.ts";
import { requireReach } from "./doors/staff-reach.ts";
import { attachmentRoutes } from "./tickets/attachment-routes.ts";
import { auditRoutes } from "./audit/routes.ts";
import { blockRoutes } from "./blocks/routes.ts";
import { companyRoutes } from "./companies/routes.ts";
import type { ApiScope } from "./contract/people.ts";
import { claimRoutes } from "./tickets/claim-routes.ts";
import { customerRoutes } from "./customers/routes.ts";
import type { Deps } from "./deps.ts";
import { allowedMethods } from "./http/allowed-methods.ts";
import { noBodyOfHead } from "./http/body-of-head.ts";
import { portalCors } from "./http/cors.ts";
import type { KeyedContext, PortalContext, PortalEnv, StaffContext, StaffEnv } from "./http/env.ts";
import { clientNetwork } from "./http/network.ts";
import { health } from "./http/health.ts";
import { sayRefusal, wholeJson } from "./http/read-json.ts";
import { replyNotFound, replyToError } from "./http/refusals.ts";
import { requestLog } from "./http/request-log.ts";
import { noStore, securityHeaders } from "./http/security-headers.ts";
import type { Hosts } from "./hosts/hosts.ts";
import { requireKnownHost } from "./hosts/require-known-host.ts";
import { importRoutes } from "./imports/routes.ts";
import { identityRoutes } from "./identity/portal-routes.ts";
import { identityKeyRoutes } from "./identity/staff-routes.ts";
import { newestEvent, noteNewest } from "./live/newest-event.ts";
import { intakeRoutes } from "./intake/routes.ts";
import { liveRoutes } from "./live/routes.ts";
import { mailRoutes } from "./mail/routes.ts";
import type { Asset } from "./pages/assets.ts";
import { refusalPage } from "./pages/refusal-page.ts";
import type { Releases } from "./pages/releases.ts";
import { pages } from "./pages/routes.ts";
import { previewRoutes } from "./portal/preview-routes.ts";
import { portalRoutes } from "./portal/routes.ts";
import { projectRoutes } from "./projects/staff-routes.ts";
import { staffAccountRoutes } from "./staff/account-routes.ts";
import { staffPeopleRoutes } from "./staff/people-routes.ts";
import { staffRoutes } from "./staff/routes.ts";
import { hasAdmin } from "./staff/store.ts";
import { draftRoutes } from "./tickets/draft-routes.ts";
import { customerTickets } from "./tickets/customer-routes.ts";
import { staffTickets } from "./tickets/staff-routes.ts";

type Answer = Response | Promise<Response>;
type Row<Right, C> = [
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  right: Right,
  handler: (c: C) => Answer,
];

/** A row that names a scope is open to API keys that have it; its handler is written for both. */
type StaffRow = Row<StaffRight, StaffContext> | [...Row<StaffRight, KeyedContext>, scope: ApiScope];

export interface AppOptions extends Deps {
  releases: Releases;
  adminAssets: Map<string, Asset>;
  hosts: Hosts;
  /** Proxies of ours in front of the server. */
  trustProxy: number;
  /** Hears of requests that seem to come through a proxy nobody told of. */
  onForwardedIgnored?: () => void;
}

export function createApp(options: AppOptions): Hono {
  const { log, publicUrl, releases } = options;
  const tickets = customerTickets(options);
  const ticketsOfStaff = staffTickets(options);
  const drafts = draftRoutes(options);
  const files = attachmentRoutes(options);
  const portal = portalRoutes(options);
  const accounts = accountRoutes(options);
  const activations = activationRoutes(options);
  const own = ownAccountRoutes(options);
  const stops = stopRoutes(options);
  const claims = claimRoutes(options);
  const projects = projectRoutes({ ...options, snippets: (project) => releases.snippets(publicUrl, project) });
  const staff = staffRoutes(options);
  const account = staffAccountRoutes(options);
  const staffPeople = staffPeopleRoutes(options);
  const blocks = blockRoutes(options);
  const audit = auditRoutes(options);
  const mail = mailRoutes(options);
  const intake = intakeRoutes(options);
  const live = liveRoutes(options);
  const customers = customerRoutes(options);
  const preview = previewRoutes(options);
  const companies = companyRoutes(options);
  const imports = importRoutes(options);
  const apiKeys = apiKeyRoutes(options);
  const identity = identityRoutes(options);
  const identityKeys = identityKeyRoutes(options);

  const portalTable: Row<PortalRight, PortalContext>[] = [
    ["GET", "/", "anyone", portal.describe],
    ["POST", "/visitors", "anyone", portal.createVisitor],
    ["POST", "/tracking", "anyone", portal.openTracking],
    ["POST", "/registrations", "anyone", accounts.register],
    ["POST", "/session", "anyone", accounts.signIn],
    ["POST", "/session/codes", "anyone", accounts.requestCode],
    ["POST", "/session/codes/verify", "anyone", accounts.verifyCode],
    ["POST", "/password-links", "anyone", accounts.requestPasswordLink],
    ["POST", "/activations/check", "anyone", activations.check],
    ["POST", "/activations", "anyone", activations.activate],
    ["POST", "/account-stops", "anyone", stops.stop],
    ["PATCH", "/customer", "customer", own.change],
    ["GET", "/claims", "customer", claims.list],
    ["POST", "/claims/browser", "customer", claims.decideBrowser],
    ["POST", "/claims/:id", "customer", claims.decide],
    ["POST", "/identity", "anyone", identity.signIn],
    ["GET", "/session", "ticket-holder", portal.session],
    ["DELETE", "/session", "ticket-holder", portal.endSession],
    ["GET", "/tickets", "ticket-holder", tickets.list],
    ["POST", "/tickets", "visitor", tickets.create],
    ["GET", "/tickets/:id", "ticket-holder", tickets.get],
    ["PATCH", "/tickets/:id", "ticket-holder", tickets.change],
    ["POST", "/tickets/:id/messages", "ticket-holder", tickets.reply],
    ["POST", "/tickets/:id/tracking-links", "ticket-holder", portal.makeTrackingLink],
    ["POST", "/attachments", "ticket-holder", files.portalUpload],
    // A signed link stands in for the token here.
    ["GET", "/attachments/:id", "anyone", files.portalDownload],
    ["GET", "/events", "ticket-holder", live.portal],
    ["GET", "/changes", "anyone", live.changes],
  ];

  const staffTable: StaffRow[] = [
    ["POST", "/setup", "anyone", staff.setup],
    ["POST", "/activations", "anyone", staff.activate],
    ["POST", "/session", "anyone", staff.signIn],
    ["GET", "/session", "viewer", staff.session],
    ["PATCH", "/session", "viewer", account.change],
    ["DELETE", "/session", "viewer", staff.signOut],
    ["POST", "/password-links", "anyone", staff.makePasswordLink],
    ["GET", "/sessions", "viewer", account.listSessions],
    ["DELETE", "/sessions", "viewer", account.endOtherSessions],
    ["DELETE", "/sessions/:id", "viewer", account.endSession],
    ["POST", "/totp", "viewer", account.setTotp],
    ["DELETE", "/totp", "viewer", account.endTotp],
    ["GET", "/staff", "admin", staffPeople.list],
    ["POST", "/staff", "admin", staffPeople.create],
    ["PATCH", "/staff/:id", "admin", staffPeople.change],
    ["DELETE", "/staff/:id", "admin", staffPeople.remove],
    ["POST", "/staff/:id/invitation", "admin", staffPeople.inviteAgain],
    ["GET", "/blocks", "viewer", blocks.list],
    ["POST", "/blocks", "agent", blocks.create],
    ["DELETE", "/blocks/:id", "agent", blocks.remove],
    ["GET", "/audit", "admin", audit.list],
    ["GET", "/agents", "viewer", staff.agents],
    ["GET", "/projects", "viewer", projects.list],
    ["POST", "/projects", "admin", projects.create],
    ["GET", "/projects/:id", "admin", projects.get],
    ["PATCH", "/projects/:id", "admin", projects.change],
    ["DELETE", "/projects/:id/sessions", "admin", identityKeys.endSessions],
    ["GET", "/projects/:id/inboxes", "admin", projects.listInboxes],
    ["POST", "/projects/:id/inboxes", "admin", projects.createInbox],
    ["GET", "/projects/:id/identity-keys", "admin", identityKeys.list],
    ["POST", "/projects/:id/identity-keys", "admin", identityKeys.create],
    ["PATCH", "/projects/:id/identity-keys/:kid", "admin", identityKeys.turnOn],
    ["DELETE", "/projects/:id/identity-keys", "admin", identityKeys.remove],
    ["DELETE", "/projects/:id/identity-keys/:kid", "admin", identityKeys.remove],
    ["GET", "/inboxes/:id", "admin", projects.getInbox],
    ["PATCH", "/inboxes/:id", "admin", projects.changeInbox],
    ["DELETE", "/inboxes/:id", "admin", projects.deleteInbox],
    ["GET", "/tickets", "viewer", ticketsOfStaff.list, "tickets:read"],
    ["POST", "/tickets", "agent", ticketsOfStaff.create],
    ["GET", "/tickets/counts", "viewer", ticketsOfStaff.counts],
    ["GET", "/tickets/tags", "viewer", ticketsOfStaff.tags],
    ["GET", "/tickets/drafts", "viewer", drafts.list],
    ["GET", "/tickets/:id", "viewer", ticketsOfStaff.get, "tickets:read"],
    ["PATCH", "/tickets/:id", "agent", ticketsOfStaff.change],
    ["POST", "/tickets/:id/messages", "viewer", ticketsOfStaff.reply],
    ["POST", "/tickets/:id/undo", "agent", ticketsOfStaff.undo],
    ["GET", "/tickets/:id/draft", "viewer", drafts.read],
    ["PUT", "/tickets/:id/draft", "viewer", drafts.keep],
    ["POST", "/attachments", "viewer", files.staffUpload],
    ["GET", "/attachments/:id", "viewer", files.staffDownload],
    ["GET", "/mail", "viewer", mail.list],
    ["POST", "/mail", "admin", intake.receive, "mail:write"],
    ["GET", "/mail/:id", "viewer", mail.get],
    ["POST", "/mail/:id/replay", "agent", mail.replay],
    ["GET", "/events", "viewer", live.staff],
    ["GET", "/customers", "viewer", customers.list, "customers:read"],
    ["POST", "/customers", "agent", customers.create, "customers:write"],
    ["POST", "/customers/invitations", "agent", customers.inviteAll],
    ["GET", "/customers/:id", "viewer", customers.get, "customers:read"],
    ["PATCH", "/customers/:id", "agent", customers.change, "customers:write"],
    ["DELETE", "/customers/:id", "admin", customers.delete],
    ["GET", "/customers/:id/view", "viewer", preview.read],
    ["GET", "/customers/:id/view/tickets/:ticket", "viewer", preview.readTicket],
    ["POST", "/customers/:id/let-in", "agent", customers.letIn],
    ["POST", "/customers/:id/merge", "agent", customers.merge],
    ["DELETE", "/customers/:id/merges/:merge", "agent", customers.undoMerge],
    ["POST", "/customers/:id/invitation", "agent", customers.invite],
    ["GET", "/companies", "viewer", companies.list, "customers:read"],
    ["POST", "/companies", "agent", companies.create, "customers:write"],
    ["GET", "/companies/:id", "viewer", companies.get, "customers:read"],
    ["PATCH", "/companies/:id", "agent", companies.change, "customers:write"],
    ["DELETE", "/companies/:id", "admin", companies.delete],
    ["POST", "/imports", "agent", imports.create],
    ["GET", "/imports/:id", "viewer", imports.get],
    ["GET", "/imports/:id/refused.csv", "viewer", imports.refused],
    ["GET", "/api-keys", "admin", apiKeys.list],
    ["POST", "/api-keys", "admin", apiKeys.create],
    ["PATCH", "/api-keys/:id", "admin", apiKeys.turnOn],
    ["DELETE", "/api-keys/:id", "admin", apiKeys.delete],
  ];

  const ownOrigin = new URL(publicUrl).origin;
  const app = new Hono({ strict: false });
  app.onError(replyToError(log, refusalPage) as never);
  app.notFound(replyNotFound(allowedMethods(app), refusalPage));
  app.use(
    requestLog(log),
    securityHeaders(ownOrigin.startsWith("https:")),
    requireKnownHost(options.hosts),
    clientNetwork(options.trustProxy, options.onForwardedIgnored),
    noBodyOfHead,
  );
  // Of all of it: a 404 that is kept on the way would hide a route that a newer version has.
  app.use("/api/*", noStore);

  const portalDoor = new Hono<PortalEnv>({ strict: false });
  const inTurn = options.limiter.isOn ? createTurnsOfNetworks() : undefined;
  portalDoor.use(
    wholeJson,
    turnsOfNetworks(inTurn),
    findPortal(options),
    portalCors(ownOrigin),
    sayRefusal,
    noteNewest(options),
    requireOpenPortal,
    identifyCustomer(options),
    newestEvent,
  );
  mount(portalDoor, portalTable, (right) => [requirePortalRight(right)]);

  const staffDoor = new Hono<StaffEnv>({ strict: false });
  staffDoor.use(sameOriginWrites(ownOrigin), wholeJson, turnsOfNetworks(inTurn), sayRefusal, noteNewest(options));
  mount(staffDoor, staffTable, (right, path, scope) => [
    requireStaffRight(options, right, scope),
    requireReach(options, path),
  ]);

  app.route("/api/portal/:key", portalDoor);
  app.route("/api/staff", staffDoor);
  app.route("/", health(options));
  app.route("/", pages({ ...options, isSetUp: () => hasAdmin(options.database.read) }));
  return app;
}

function mount<Right, Env extends PortalEnv | StaffEnv>(
  door: Hono<Env>,
  table: readonly [...Row<Right, never>, scope?: ApiScope][],
  require: (right: Right, path: string, scope?: ApiScope) => Handler<Env>[],
): void {
  for (const [method, path, right, handler, scope] of table) {
    door.on(method, [path], ...require(right, path, scope), handler as unknown as Handler<Env>);
  }
}
