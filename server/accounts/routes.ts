/** Ways in: registering, mailed codes, passwords, and links for who forgot one. No answer tells whether an address is known. */
import { z } from "zod";
import { isFamiliar } from "../access/familiar-networks.ts";
import { tooMany } from "../access/limits.ts";
import { decideMail, giveBackMail, type MailDecision } from "../access/mail-requests.ts";
import { giveBackOfNetwork, requireOfNetwork, takeOfNetwork, waitOfNetwork } from "../access/network-limits.ts";
import { tryPasswordAtDoor } from "../access/password-tries.ts";
import type {
  CodeAnswer,
  CodeChallenge,
  Credentials,
  GivenAddress,
  Registration,
  SignedIn,
} from "../contract/portal.ts";
import { joinVisitor } from "../customers/joining.ts";
import { endMailedWaysIn } from "../customers/links.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { proveAddress } from "../customers/prove-address.ts";
import { type CustomerRow, findCustomerByEmail, lockCustomer } from "../customers/store.ts";
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { Refusal } from "../errors.ts";
import type { PortalContext } from "../http/env.ts";
import { email, locale, requiredText, text } from "../http/fields.ts";
import { readJson } from "../http/read-json.ts";
import { addJob } from "../jobs/store.ts";
import { changeAddress } from "./change-address.ts";
import { type CodeRow, createCode, findLivingCode, type NewCode, newChallenge } from "../customers/codes.ts";
import { openSession, requirePasswordHere } from "./sign-in.ts";
import { takeCode } from "./take-code.ts";
import { askedHere, visitorOf } from "./this-browser.ts";
import { waitOfCodes } from "./wrong-codes.ts";

const registration = z.strictObject({
  name: requiredText(120),
  email,
  locale: locale.optional(),
}) satisfies z.ZodType<Registration>;
const address = z.strictObject({ email }) satisfies z.ZodType<GivenAddress>;
const answer = z.strictObject({ challenge: text(64), code: text(20) }) satisfies z.ZodType<CodeAnswer>;
const credentials = z.strictObject({ email: text(254), password: text(200) }) satisfies z.ZodType<Credentials>;

type AccountDeps = Pick<Deps, "database" | "sessions" | "passwords" | "limiter" | "secrets" | "now" | "publicUrl">;

export function accountRoutes(deps: AccountDeps) {
  const { database, limiter, secrets, now } = deps;

  const challenged = (c: PortalContext, challenge: string) => {
    const reply: CodeChallenge = { challenge, passwordInWidget: c.get("project").passwordInWidget };
    return c.json(reply, 202);
  };

  /** Puts into the answer how long this network has to wait, which is the same for every address. */
  const decide = async (c: PortalContext, email: string): Promise<MailDecision> => {
    const { id: door } = c.get("project");
    const isKnown = (await findCustomerByEmail(database.read, door, email)) !== undefined;
    const visitorId = visitorOf(c.get("who"));
    const decision = await decideMail(deps, { door, email, network: c.get("network"), visitorId, isKnown });
    if (decision.retryAfter > 0) c.header("Retry-After", String(decision.retryAfter));
    c.set("hidesTime", decision.hidesTime);
    return decision;
  };

  /**
   * Beyond the limit no code is mailed, and the last one is good for this challenge too. A network that has guessed too
   * often gets only links, which count apart, so its requests neither end nor keep back codes of people elsewhere. A
   * network that the address has signed in from has a count of its own, which strangers elsewhere cannot use up.
   */
  const askForCode = async (
    tx: Tx,
    code: NewCode,
    decision: MailDecision,
    { network, mayRegister }: { network: string; mayRegister: boolean },
  ): Promise<string> => {
    if (!(await decision.count(tx))) return newChallenge(secrets, code);
    const { projectId: project_id, email } = code;
    const isLinkOnly = (await waitOfCodes(tx, deps, { project_id, email }, network)) > 0;
    const share = decision.home ?? (isLinkOnly ? "links" : undefined);
    if ((await limiter.take(tx, "codes", share === undefined ? email : `${email}:${share}`)) > 0) {
      return newChallenge(secrets, code);
    }
    const made = await createCode(tx, secrets, code, now(), isLinkOnly);
    const sealed = secrets.seal({ code: made.code });
    await addJob(tx, "code-mail", { challenge: made.challenge, sealed, network, mayRegister }, decision.runAt);
    return made.challenge;
  };

  /**
   * Where strangers of a network have guessed too often, only a person who has signed in from there goes on.
   * @throws Refusal 429
   */
  const passCrowd = async (c: PortalContext, challenge: string, wait: number): Promise<void> => {
    const row = await findLivingCode(database.read, c.get("project").id, challenge, now());
    const address = { door: c.get("project").id, email: row?.email ?? "" };
    c.set("hidesTime", true);
    if (!(await isFamiliar(database.read, deps, address, c.get("network")))) throw tooMany("wrongCodesOfNetwork", wait);
  };

  const verify = async (tx: Tx, c: PortalContext, challenge: string, code: string): Promise<SignedIn | Refusal> => {
    const given = { projectId: c.get("project").id, challenge, code, network: c.get("network") };
    const row = await takeCode(tx, deps, given);
    if (row instanceof Refusal) return row;
    return row.customer_id === null ? signInBy(tx, c, row) : changeAddress(tx, deps, c, row.customer_id, row.email);
  };

  const signInBy = async (tx: Tx, c: PortalContext, row: CodeRow): Promise<SignedIn | Refusal> => {
    const project = c.get("project");
    const known = await findCustomerByEmail(tx.db, project.id, row.email);
    if (!mayHaveLogin(project, known)) return new Refusal(401, "code_wrong");
    const { email: proven, name, locale: language } = row;
    const visitorId = askedHere({ ...row, challenge: null }, c.get("who"));
    const proof = { project, email: proven, name, locale: language, visitorId, source: "registration" as const };
    const customerId = await proveAddress(tx, deps, proof);
    // The link that came in the same mail, and whatever else still lies there, has done its work.
    await endMailedWaysIn(tx, project.id, proven);
    await giveBackMail(tx, deps, c.get("network"));
    if (known) await giveBackOfNetwork(tx, deps, "registrations", c.get("network"));
    return openSession(tx, deps, c, customerId);
  };

  /**
   * A password proves no address, but the account is the person's own, so what they did in this browser before joins
   * it. The person has typed address and password themselves, so nobody can have signed them in to another's account.
   */
  const signInByPassword = async (tx: Tx, c: PortalContext, verified: CustomerRow): Promise<SignedIn> => {
    const customer = await lockCustomer(tx, verified.id);
    // The password changed while it was being compared. The change ended every session, and this session must not come
    // after.
    if (customer?.password_hash !== verified.password_hash) throw new Refusal(401, "credentials_wrong");
    const who = c.get("who");
    if (who.kind === "visitor") await joinVisitor(tx, deps, verified, who.id);
    await endMailedWaysIn(tx, verified.project_id, verified.email!);
    await giveBackOfNetwork(tx, deps, "passwordTriesOfNetwork", c.get("network"));
    return openSession(tx, deps, c, verified.id);
  };

  return {
    async register(c: PortalContext) {
      const project = c.get("project");
      const input = await readJson(c, registration);
      if (!project.selfRegistration) throw new Refusal(403, "registration_closed");
      const code = { projectId: project.id, visitorId: visitorOf(c.get("who")), ...input };
      const decision = await decide(c, input.email);
      const challenge = await database.write(async (tx) => {
        const network = c.get("network");
        await requireOfNetwork(tx, deps, "registrations", network);
        if (decision.refused) return newChallenge(secrets, code);
        return askForCode(tx, code, decision, { network, mayRegister: true });
      });
      return challenged(c, challenge);
    },

    async requestCode(c: PortalContext) {
      const input = await readJson(c, address);
      const code = { projectId: c.get("project").id, visitorId: visitorOf(c.get("who")), ...input };
      const decision = await decide(c, input.email);
      if (decision.refused) return challenged(c, newChallenge(secrets, code));
      const network = c.get("network");
      const challenge = await database.write(async (tx) => {
        // Taken for every address, or the rest of the limit would tell which are known. A known address gets its code
        // all the same.
        const mayRegister = (await takeOfNetwork(tx, deps, "registrations", network)) === 0;
        return askForCode(tx, code, decision, { network, mayRegister });
      });
      return challenged(c, challenge);
    },

    async verifyCode(c: PortalContext) {
      const { challenge, code } = await readJson(c, answer);
      const crowded = await waitOfNetwork(database.read, deps, "wrongCodesOfNetwork", c.get("network"));
      if (crowded > 0) await passCrowd(c, challenge, crowded);
      const outcome = await database.write((tx) => verify(tx, c, challenge, code));
      if (outcome instanceof Refusal) throw crowded > 0 ? tooMany("wrongCodesOfNetwork", crowded) : outcome;
      return c.json(outcome, 201);
    },

    async signIn(c: PortalContext) {
      const project = c.get("project");
      const input = await readJson(c, credentials);
      requirePasswordHere(deps, c);
      const found = await findCustomerByEmail(database.read, project.id, input.email);
      const customer = found && found.proven_at !== null && mayHaveLogin(project, found) ? found : undefined;
      const { email: typed, password: given } = input;
      const network = c.get("network");
      const tried = { door: project.id, email: typed, network, stored: customer?.password_hash, given };
      if (!(await tryPasswordAtDoor(deps, tried)) || !customer) {
        throw new Refusal(401, "credentials_wrong");
      }
      return c.json(await database.write((tx) => signInByPassword(tx, c, customer)), 201);
    },

    async requestPasswordLink(c: PortalContext) {
      const input = await readJson(c, address);
      const asked = { projectId: c.get("project").id, email: input.email, visitorId: visitorOf(c.get("who")) };
      const decision = await decide(c, input.email);
      if (!decision.refused) {
        await database.write(async (tx) => {
          if (await decision.count(tx)) {
            await addJob(tx, "password-link", { ...asked, home: decision.home }, decision.runAt);
          }
        });
      }
      return c.json({}, 202);
    },
  };
}
