/**
 * Several people at one portal, in any order: visitors, accounts, links that are handed on. Held against a model of who
 * may see which ticket: nobody receives an id or a word of a ticket outside of it.
 */
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Project } from "../../server/contract/staff.ts";
import { type Answer, type Ask, newKey, openDesk, type TestDesk } from "../../server/testing/desk.ts";
import { engines } from "../../server/testing/engines.ts";
import { mailsTo } from "../../server/testing/mailbox.ts";
import { makeCompany, staffAsk } from "../../server/testing/people.ts";
import { keptActs } from "./kept.ts";
import { fuzz, timeoutMs, within } from "./settings.ts";

const emails = ["ann@orchard.test", "ben@orchard.test", "cem@street.test", "dee@street.test"];
/** Of one company, which shows its tickets to its people. */
const colleagues = [0, 1];

const kinds = [
  "submit",
  "submit",
  "submit naming",
  "reply",
  "read",
  "list",
  "search",
  "close",
  "code",
  "foreign code",
  "link",
  "hand on link",
  "password link",
  "sign out",
  "tracking",
  "claims",
  "upload",
  "staff answer",
] as const;

export interface Act {
  kind: (typeof kinds)[number];
  /** Who acts, at whom or what: numbers that are taken modulo how many there are. */
  who: number;
  at: number;
  as: "visitor" | "account";
}

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    who: fc.nat(3),
    at: fc.nat(99),
    as: fc.constantFrom("visitor", "account"),
  }),
  { minLength: 3, maxLength: 30 },
) as fc.Arbitrary<Act[]>;

interface Person {
  visitor?: string | undefined;
  /** A session, and whose account it opens: a link that was handed on opens somebody else's. */
  account?: { token: string; of: number } | undefined;
}

interface Ticket {
  id: string;
  word: string;
  /** Whose words these are, and whose browser or account sent them. */
  by: number;
  sentAs: { kind: "visitor" | "account"; of: number };
  /** Whose address it names. */
  names?: number;
}

describe.each(engines)("people at one portal (%s)", (engine) => {
  let desk: TestDesk;
  let company: string;
  let count = 0;
  beforeEach(async () => {
    desk = await openDesk(engine);
  });
  afterEach(() => desk.close());

  /** A project of its own for each sequence: what one leaves behind is nobody's in the next. */
  async function openPortal(): Promise<Project> {
    const project = await desk.project("Acme", { permissions: { viewCompanyTickets: true, closeTickets: true } });
    company = (await makeCompany(desk, project.id)).id;
    for (const at of colleagues) {
      const body = { project: project.id, name: "A", email: emails[at]!, company };
      await staffAsk(desk, "/customers", { body });
    }
    return project;
  }

  async function run(sequence: Act[]): Promise<void> {
    const project = await openPortal();
    const portal = `/api/portal/${project.portal.key}`;
    const people: Person[] = emails.map(() => ({}));
    const tickets: Ticket[] = [];
    const seen = new Map<string, number>();

    const withColleagues = (of: number): number[] => (colleagues.includes(of) ? colleagues : [of]);
    /** Accounts that may see a ticket. The browser that sent it may as well. */
    const accountsOf = ({ by, sentAs, names }: Ticket): Set<number> =>
      new Set(
        [by, ...(sentAs.kind === "account" ? [sentAs.of] : []), ...(names === undefined ? [] : [names])].flatMap(
          withColleagues,
        ),
      );
    const identityOf = (who: number, token: string | undefined) => {
      const { account } = people[who]!;
      return account && account.token === token
        ? ({ kind: "account", of: account.of } as const)
        : ({ kind: "visitor", of: who } as const);
    };
    const maySee = (ticket: Ticket, { kind, of }: { kind: "visitor" | "account"; of: number }): boolean =>
      kind === "account"
        ? accountsOf(ticket).has(of)
        : ticket.by === of || (ticket.sentAs.kind === "visitor" && ticket.sentAs.of === of);

    const ask = async (who: number, path: string, given: Ask = {}): Promise<Answer<any>> => {
      const identity = identityOf(who, given.token);
      const answer = await desk.ask(`${portal}${path}`, given);
      expect(answer.status).toBeLessThan(500);
      // Signed in, their visitor is no more; the next thing they do makes another.
      if (answer.status === 401 && given.token === people[who]!.visitor) people[who]!.visitor = undefined;
      for (const ticket of tickets) {
        if (given.token !== undefined && maySee(ticket, identity)) continue;
        // A session that was opened here by a foreign link asks whether what this browser has sent is that account's.
        if (path === "/claims" && ticket.sentAs.kind === "visitor" && ticket.sentAs.of === who) continue;
        const asked = `${path}${JSON.stringify(given.body ?? "")}`;
        const told = asked.includes(ticket.id) || asked.includes(ticket.word);
        const leak = [ticket.id, ticket.word].find((secret) => answer.text.includes(secret));
        expect(told ? undefined : leak, `${identity.kind} ${identity.of} ${path} ${JSON.stringify(ticket)}`).toBe(
          undefined,
        );
        if (told) expect(answer.status === 404 || !answer.text.includes(ticket.word), path).toBe(true);
      }
      return answer;
    };
    const tokenOf = (who: number, as: Act["as"]): string | undefined =>
      as === "account" ? people[who]!.account?.token : people[who]!.visitor;
    const anyTicket = (at: number): Ticket | undefined => tickets[at % (tickets.length || 1)];
    const newMails = async (of: number) => {
      const mails = await mailsTo(desk, emails[of]!);
      const fresh = mails.slice(seen.get(emails[of]!) ?? 0);
      return fresh.filter(({ secrets }) => (secrets["link"] ?? "").includes(project.portal.key) || secrets["code"]);
    };
    const inThisBrowser = (who: number): Ask => ({ token: people[who]!.visitor! });
    const askForCode = async (who: number, of: number, knowsBrowser: boolean): Promise<string> => {
      const body = { email: emails[of]! };
      const answer = await ask(who, "/session/codes", { ...(knowsBrowser && inThisBrowser(who)), body });
      return answer.body.challenge;
    };
    const enter = (who: number, of: number, answer: Answer<any>): void => {
      if (answer.status === 201) people[who]!.account = { token: answer.body.token, of };
    };
    const submit = async (who: number, as: Act["as"], names?: number): Promise<void> => {
      const token = tokenOf(who, as);
      if (token === undefined) return;
      const word = `zebra${++count}q`;
      const identity = identityOf(who, token);
      const body = {
        subject: `About ${word}`,
        body: `Of ${word}`,
        ...(names !== undefined && { email: emails[names]! }),
      };
      const answer = await ask(who, "/tickets", { token, key: newKey(), body });
      if (answer.status !== 201) return;
      tickets.push({
        id: answer.body.ticket.id,
        word,
        by: who,
        sentAs: identity,
        ...(names !== undefined && { names }),
      });
    };

    for (const { kind, who, at, as } of sequence) {
      const person = people[who]!;
      const token = tokenOf(who, as);
      const withToken: Ask = token === undefined ? {} : { token };
      const ticket = anyTicket(at);
      const other = at % emails.length;
      person.visitor ??= (await ask(who, "/visitors", { method: "POST" })).body.token;
      if (kind === "submit") await submit(who, as);
      else if (kind === "submit naming") await submit(who, "visitor", other);
      else if (kind === "reply" && ticket)
        await ask(who, `/tickets/${ticket.id}/messages`, { ...withToken, key: newKey(), body: { body: "Me again" } });
      else if (kind === "read" && ticket) await ask(who, `/tickets/${ticket.id}`, withToken);
      else if (kind === "list") await ask(who, `/tickets?scope=${at % 2 ? "mine" : "company"}`, withToken);
      else if (kind === "search" && ticket) await ask(who, `/tickets?q=${ticket.word}`, withToken);
      else if (kind === "close" && ticket)
        await ask(who, `/tickets/${ticket.id}`, { ...withToken, method: "PATCH", body: { status: "closed" } });
      else if (kind === "code" || kind === "foreign code") {
        // They read their own mailbox only, and type its code into what they or somebody else began.
        const challenge = await askForCode(kind === "code" ? who : other, who, at % 3 > 0);
        const code = (await newMails(who)).findLast(({ secrets }) => secrets["code"])?.secrets["code"] ?? "000000";
        enter(who, who, await ask(who, "/session/codes/verify", { ...inThisBrowser(who), body: { challenge, code } }));
      } else if (kind === "password link") await ask(who, "/password-links", { body: { email: emails[who]! } });
      else if (kind === "link" || kind === "hand on link") {
        const owner = kind === "link" ? who : other;
        await askForCode(owner, owner, at % 3 > 0);
        const link = (await newMails(owner)).findLast((mail) => mail.token !== undefined)?.token;
        const body = { token: link };
        if (link !== undefined) enter(who, owner, await ask(who, "/activations", { ...inThisBrowser(who), body }));
      } else if (kind === "sign out" && person.account) {
        await ask(who, "/session", { method: "DELETE", token: person.account.token });
        person.account = undefined;
      } else if (kind === "tracking" && ticket) {
        const made = await ask(who, `/tickets/${ticket.id}/tracking-links`, { ...withToken, method: "POST" });
        if (made.status === 201) expect(maySee(ticket, identityOf(who, token))).toBe(true);
      } else if (kind === "claims") {
        const { body, status } = await ask(who, "/claims", withToken);
        const claim = status === 200 ? body.items[0] : undefined;
        // Somebody in a foreign account answers for themselves only.
        const isOwn = person.account?.of === who && as === "account";
        if (claim && isOwn) await ask(who, `/claims/${claim.id}`, { ...withToken, body: { mine: at % 2 === 0 } });
      } else if (kind === "upload") {
        const form = new FormData();
        form.append("file", new File(["x"], `zebra${count}.txt`));
        await ask(who, "/attachments", { ...withToken, form });
      } else if (kind === "staff answer" && ticket)
        await staffAsk(desk, `/tickets/${ticket.id}/messages`, { key: newKey(), body: { body: `To ${ticket.word}` } });
    }
    for (const [who, { visitor, account }] of people.entries()) {
      for (const token of [visitor, account?.token]) {
        if (token === undefined) continue;
        await ask(who, "/tickets", { token });
        for (const { id, word } of tickets) {
          await ask(who, `/tickets/${id}`, { token });
          await ask(who, `/tickets?q=${word}`, { token });
        }
      }
    }
    for (const email of emails) seen.set(email, (await mailsTo(desk, email)).length);
  }

  test("nobody receives an id or a word of a ticket that is none of theirs", { timeout: timeoutMs }, () =>
    expect(fuzz(acts, run, within(0.1, keptActs))).resolves.toBeUndefined(),
  );
});
