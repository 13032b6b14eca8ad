/** Links from mails: what one is, and using it. Only a POST uses a link up, since mail scanners follow every link. */
import { z } from "zod";
import { giveBackMail } from "../access/mail-requests.ts";
import { giveBackOfNetwork, openBySecret } from "../access/network-limits.ts";
import { newPassword } from "../access/new-password.ts";
import type { Activation, ActivationCheck, LinkToken, SignedIn } from "../contract/portal.ts";
import { noteOpened } from "../customers/invitations.ts";
import { consumeLink, type CustomerLinkRow, endMailedWaysIn, findLink } from "../customers/links.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { proveAddress } from "../customers/prove-address.ts";
import { type CustomerRow, findCustomerByEmail, updateCustomer } from "../customers/store.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import type { ProjectRow } from "../projects/store.ts";
import { setPassword } from "./set-password.ts";
import { openSession } from "./sign-in.ts";
import { tellOwner } from "./tell-owner.ts";
import { askedHere } from "./this-browser.ts";

/** A text that is no link, or no text at all, is answered like a link that is over: the answers must not differ. */
const token = z.unknown().optional();
const checked = z.strictObject({ token }) satisfies z.ZodType<LinkToken>;
const activation = z.strictObject({
  token,
  name: requiredText(120).optional(),
  password: newPassword(8).optional(),
  challenge: text(64).optional(),
}) satisfies z.ZodType<Activation>;

type ActivationDeps = Pick<Deps, "database" | "sessions" | "passwords" | "limiter" | "secrets" | "now" | "publicUrl">;

const expired = (): Refusal => new Refusal(410, "link_expired");

const masked = (email: string): string => `${email.slice(0, 1)}…${email.slice(email.lastIndexOf("@"))}`;

export function activationRoutes(deps: ActivationDeps) {
  const { database, passwords, now } = deps;

  /** @throws Refusal 410, also where the project has since decided that this address gets no login */
  const requireLink = async (
    db: Db,
    project: ProjectRow,
    given: unknown,
  ): Promise<{ link: CustomerLinkRow; customer: CustomerRow | undefined }> => {
    const link = await findLink(db, project.id, given, now());
    const customer = link && (await findCustomerByEmail(db, project.id, link.email));
    if (!link || !mayHaveLogin(project, customer)) throw expired();
    return { link, customer };
  };

  const activate = async (
    tx: Tx,
    c: PortalContext,
    link: CustomerLinkRow,
    { name, passwordHash, challenge }: { passwordHash: string | undefined } & Pick<Activation, "name" | "challenge">,
  ): Promise<SignedIn> => {
    const project = c.get("project");
    if (!(await consumeLink(tx, link.hash, now()))) throw expired();
    const { email, locale } = link;
    const visitorId = askedHere(link, c.get("who"), challenge);
    const proof = { project, email, locale, name: name ?? link.name, visitorId };
    const before = await findCustomerByEmail(tx.db, project.id, email);
    const id = await proveAddress(tx, deps, { ...proof, source: "registration" });
    if (name !== undefined) await updateCustomer(tx, id, { name });
    if (passwordHash !== undefined) {
      await setPassword(tx, deps, { id, projectId: project.id, passwordHash });
      // A person who sets up a login gets no mail about it.
      if (before) await tellOwner(tx, deps, project, before, "password");
    }
    // Codes and other links that lie in the same mailbox have done their work.
    await endMailedWaysIn(tx, project.id, email);
    await giveBackMail(tx, deps, c.get("network"));
    if (before) await giveBackOfNetwork(tx, deps, "registrations", c.get("network"));
    return openSession(tx, deps, c, id);
  };

  return {
    async check(c: PortalContext) {
      const input = await readJson(c, checked);
      const { link, customer } = await openBySecret(deps, c.get("network"), () =>
        requireLink(database.read, c.get("project"), input.token),
      );
      const asksIn = link.kind === "invitation" || link.kind === "welcome";
      if (asksIn && customer && customer.opened_at === null)
        await database.write((tx) => noteOpened(tx, customer.id, now()));
      const { kind, email, name } = link;
      const reply: ActivationCheck = { kind, email: masked(email), address: email, name: customer?.name || name };
      return c.json(reply);
    },

    async activate(c: PortalContext) {
      const { token: given, password, ...more } = await readJson(c, activation);
      // Before the costly hash, or anybody could keep the processor busy with made-up links.
      const { link } = await openBySecret(deps, c.get("network"), () =>
        requireLink(database.read, c.get("project"), given),
      );
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      return c.json(await database.write((tx) => activate(tx, c, link, { ...more, passwordHash })), 201);
    },
  };
}
