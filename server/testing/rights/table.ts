/**
 * Who gets what answer from which route, written by hand from the contract: nothing here is read from the code that it
 * is held against. Everybody sends the same, with the ids of what is the owner's.
 *
 * `404` is byte for byte the answer to an id that never was. `#` tells apart rows of one route that send different
 * things (`sent.ts`).
 */
export const portalPeople = [
  "nobody",
  "visitor",
  "owner",
  /** Of the owner's company, which shows its tickets to its people. */
  "colleague",
  "otherCompany",
  /** At the portal of their own project; at the owner's their token is worth nothing, which holds for every row. */
  "otherProject",
] as const;

export const staffPeople = [
  /** An agent, to whom the owner's project is not there. */
  "elsewhere",
  "viewer",
  "agent",
  "administrator",
] as const;

export type PortalPerson = (typeof portalPeople)[number];
export type StaffPerson = (typeof staffPeople)[number];

export interface RightsRow<Column extends string> {
  /** `GET /tickets/:id`, from the door on. */
  route: string;
  /** The same with what tells it from other rows of the route. */
  label: string;
  cells: Record<Column, string>;
}

/** `staff` comes with the cookie of the admin page, which this door does not look at. */
export const portalRights = read<PortalPerson | "staff">(`
                                        nobody visitor owner colleague otherCompany otherProject staff
  GET    /                              200    200     200   200       200          200          200
  POST   /visitors                      201    201     201   201       201          201          201
  POST   /tracking                      410    410     410   410       410          410          410
  POST   /registrations                 202    202     202   202       202          202          202
  POST   /session                       201    201     201   201       201          401          201
  POST   /session/codes                 202    202     202   202       202          202          202
  POST   /session/codes/verify          401    401     401   401       401          401          401
  POST   /password-links                202    202     202   202       202          202          202
  POST   /activations/check             410    410     410   410       410          410          410
  POST   /activations                   410    410     410   410       410          410          410
  POST   /identity                      401    401     401   401       401          401          401
  POST   /account-stops                 410    410     410   410       410          410          410
  PATCH  /customer                      401    403     200   200       200          200          401
  GET    /claims                        401    403     200   200       200          200          401
  POST   /claims/browser                401    403     404   404       404          404          401
  POST   /claims/:id                    401    403     204   404       404          404          401
  GET    /session                       401    200     200   200       200          200          401
  DELETE /session                       401    204     204   204       204          204          401
  GET    /tickets                       401    200     200   200       200          200          401
  GET    /tickets#word                  401    200     200   200       200          200          401
  GET    /tickets#company               401    403     200   200       200          200          401
  POST   /tickets                       401    201     201   201       201          201          401
  POST   /tickets#with-file             401    422     201   422       422          422          401
  GET    /tickets/:id                   401    404     200   200       404          404          401
  PATCH  /tickets/:id                   401    404     200   200       404          404          401
  PATCH  /tickets/:id#priority          401    404     200   403       404          404          401
  PATCH  /tickets/:id#close             401    404     200   403       404          404          401
  POST   /tickets/:id/messages          401    404     201   201       404          404          401
  POST   /tickets/:id/tracking-links    401    404     201   403       404          404          401
  POST   /attachments                   401    201     201   201       201          201          401
  GET    /attachments/:id               401    404     200   200       404          404          401
  GET    /events                        401    200     200   200       200          200          401
  GET    /changes                       200    200     200   200       200          200          200
`);

/**
 * `others` are all who come to the portal, with whatever they hold. `key`: the scope that lets an API key in, or -; with its
 * answer, where nobody else gets one.
 */
export const staffRights = read<"others" | StaffPerson | "key">(`
                                                 others elsewhere viewer agent administrator key
  POST   /setup                                  410    410       410    410   410           -
  POST   /activations                            410    410       410    410   410           -
  POST   /session                                201    201       201    201   201           -
  GET    /session                                401    200       200    200   200           -
  PATCH  /session                                401    200       200    200   200           -
  DELETE /session                                401    204       204    204   204           -
  POST   /password-links                         202    202       202    202   202           -
  GET    /sessions                               401    200       200    200   200           -
  DELETE /sessions                               401    204       204    204   204           -
  DELETE /sessions/:id                           401    404       404    404   204           -
  POST   /totp                                   401    201       201    201   201           -
  DELETE /totp                                   401    204       204    204   204           -
  GET    /staff                                  401    403       403    403   200           -
  POST   /staff                                  401    403       403    403   201           -
  PATCH  /staff/:id                              401    403       403    403   200           -
  DELETE /staff/:id                              401    403       403    403   204           -
  POST   /staff/:id/invitation                   401    403       403    403   201           -
  GET    /blocks                                 401    200       200    200   200           -
  POST   /blocks                                 401    201       403    201   201           -
  DELETE /blocks/:id                             401    403       403    204   204           -
  GET    /audit                                  401    403       403    403   200           -
  GET    /agents                                 401    200       200    200   200           -
  GET    /projects                               401    200       200    200   200           -
  POST   /projects                               401    403       403    403   201           -
  GET    /projects/:id                           401    403       403    403   200           -
  PATCH  /projects/:id                           401    403       403    403   200           -
  DELETE /projects/:id/sessions                  401    403       403    403   204           -
  GET    /projects/:id/inboxes                   401    403       403    403   200           -
  POST   /projects/:id/inboxes                   401    403       403    403   201           -
  GET    /projects/:id/identity-keys             401    403       403    403   200           -
  POST   /projects/:id/identity-keys             401    403       403    403   201           -
  PATCH  /projects/:id/identity-keys/:kid        401    403       403    403   200           -
  DELETE /projects/:id/identity-keys             401    403       403    403   204           -
  DELETE /projects/:id/identity-keys/:kid        401    403       403    403   204           -
  GET    /inboxes/:id                            401    403       403    403   200           -
  PATCH  /inboxes/:id                            401    403       403    403   200           -
  DELETE /inboxes/:id                            401    403       403    403   204           -
  GET    /tickets                                401    200       200    200   200           tickets:read
  POST   /tickets                                401    400       403    201   201           -
  GET    /tickets/counts                         401    200       200    200   200           -
  GET    /tickets/tags                           401    200       200    200   200           -
  GET    /tickets/drafts                         401    200       200    200   200           -
  GET    /tickets/:id                            401    404       200    200   200           tickets:read
  PATCH  /tickets/:id                            401    404       403    200   200           -
  POST   /tickets/:id/messages                   401    404       201    201   201           -
  POST   /tickets/:id/undo                       401    404       403    404   404           -
  GET    /tickets/:id/draft                      401    404       200    200   200           -
  PUT    /tickets/:id/draft                      401    404       200    200   200           -
  POST   /attachments                            401    201       201    201   201           -
  GET    /attachments/:id                        401    404       200    200   200           -
  GET    /mail                                   401    200       200    200   200           -
  GET    /mail/:id                               401    404       200    200   200           -
  POST   /mail                                   401    403       403    403   403           mail:write=201
  POST   /mail/:id/replay                        401    404       403    409   409           -
  GET    /events                                 401    200       200    200   200           -
  GET    /customers                              401    200       200    200   200           customers:read
  POST   /customers                              401    400       403    201   201           customers:write
  POST   /customers#permissions                  401    403       403    403   201           customers:write
  POST   /customers/invitations                  401    200       403    200   200           -
  GET    /customers/:id                          401    404       200    200   200           customers:read
  PATCH  /customers/:id                          401    404       403    200   200           customers:write
  PATCH  /customers/:id#permissions              401    404       403    403   200           customers:write
  DELETE /customers/:id                          401    403       403    403   204           -
  GET    /customers/:id/view                     401    404       200    200   200           -
  GET    /customers/:id/view/tickets/:ticket     401    404       200    200   200           -
  POST   /customers/:id/let-in                   401    404       403    200   200           -
  POST   /customers/:id/merge                    401    404       403    200   200           -
  DELETE /customers/:id/merges/:merge            401    404       403    204   204           -
  POST   /customers/:id/invitation               401    404       403    200   200           -
  GET    /companies                              401    200       200    200   200           customers:read
  POST   /companies                              401    400       403    201   201           customers:write
  POST   /companies#permissions                  401    403       403    403   201           customers:write
  GET    /companies/:id                          401    404       200    200   200           customers:read
  PATCH  /companies/:id                          401    404       403    200   200           customers:write
  PATCH  /companies/:id#permissions              401    404       403    403   200           customers:write
  DELETE /companies/:id                          401    403       403    403   204           -
  POST   /imports                                401    400       403    201   201           -
  GET    /imports/:id                            401    404       200    200   200           -
  GET    /imports/:id/refused.csv                401    404       200    200   200           -
  GET    /api-keys                               401    403       403    403   200           -
  POST   /api-keys                               401    403       403    403   201           -
  PATCH  /api-keys/:id                           401    403       403    403   200           -
  DELETE /api-keys/:id                           401    403       403    403   204           -
`);

/** Outside of both doors: the same bytes for everybody, whoever they are. */
export const pageRights = read<"everybody">(`
                                        everybody
  GET    /                              302
  GET    /healthz                       200
  GET    /readyz                        200
  GET    /widget.js                     200
  GET    /w/:version/:name              404
  GET    /p/:key                        200
  GET    /p/:key/help                   404
  GET    /p/:key/help/:locale/:slug     404
  GET    /admin                         200
  GET    /admin/assets/:name            404
`);

function read<Column extends string>(text: string): RightsRow<Column>[] {
  const [columns = [], ...rows] = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => line.trim().split(/\s+/));
  return rows.map(([method, path = "", ...cells]) => ({
    route: `${method} ${path.replace(/#.*/, "")}`,
    label: `${method} ${path}`,
    cells: Object.fromEntries(columns.map((column, i) => [column, cells[i]])) as Record<Column, string>,
  }));
}
