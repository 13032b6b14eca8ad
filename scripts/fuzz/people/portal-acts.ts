/** What people do at the portal. */
import { expect } from "vitest";
import { type Answer, type Ask, newKey } from "../../../server/testing/desk.ts";
import type { Act, PortalKind } from "./acts.ts";
import { peopleCount } from "./model.ts";
import type { World } from "./world.ts";

type Does = (world: World, act: Act) => Promise<unknown>;

const withToken = (world: World, { who, as }: Act): Ask => {
  const token = world.tokenOf(who, as);
  return token === undefined ? {} : { token };
};
const otherOf = ({ at }: Act): number => at % peopleCount;
const inThisBrowser = (world: World, who: number): Ask => ({ token: world.people[who]!.visitor! });

async function submit(world: World, act: Act, more: { names?: number; file?: boolean } = {}): Promise<void> {
  const { who } = act;
  const token = world.tokenOf(who, act.as);
  const sentAs = world.identityOf(who, token);
  if (token === undefined || sentAs.kind === "link") return;
  world.count += 1;
  const word = `zebra${world.count}q`;
  const form = new FormData();
  form.append("file", new File([`Inside ${word}`], `${word}.txt`));
  const file = more.file ? (await world.ask(who, "/attachments", { token, form })).body.id : undefined;
  const body = {
    subject: `About ${word}`,
    body: `Of ${word}`,
    ...(more.names !== undefined && { email: world.people[more.names]!.email }),
    ...(file !== undefined && { attachments: [file] }),
  };
  const answer = await world.ask(who, "/tickets", { token, key: newKey(), body });
  if (answer.status !== 201) return;
  const names = more.names === undefined ? {} : { names: more.names };
  world.model.add({ word, by: who, sentAs, ...names }, [answer.body.ticket.id, ...(file === undefined ? [] : [file])]);
}

const askForCode = async (world: World, who: number, of: number, knowsBrowser: boolean): Promise<string> => {
  const body = { email: world.people[of]!.email };
  const answer = await world.ask(who, "/session/codes", { ...(knowsBrowser && inThisBrowser(world, who)), body });
  return answer.body.challenge;
};

function enter(world: World, who: number, of: number, answer: Answer<any>): void {
  if (answer.status !== 201) return;
  world.people[who]!.account = { token: answer.body.token, of };
  world.model.joins(of);
}

/** They read their own mailbox only, and type its code into what they or somebody else began. */
const byCode = async (world: World, { who, at }: Act, began: number): Promise<void> => {
  const challenge = await askForCode(world, who, began, at % 3 > 0);
  const code = (await world.mails(who)).findLast(({ secrets }) => secrets["code"])?.secrets["code"] ?? "000000";
  const body = { challenge, code };
  enter(world, who, who, await world.ask(who, "/session/codes/verify", { ...inThisBrowser(world, who), body }));
};

const byLink = async (world: World, { who, at }: Act, owner: number): Promise<void> => {
  // Their own browser asks, which may be another one than it is opened in.
  await askForCode(world, owner, owner, at % 3 > 0 && world.people[owner]!.visitor !== undefined);
  const token = (await world.mails(owner)).findLast((mail) => mail.token !== undefined)?.token;
  if (token === undefined) return;
  const answer = await world.ask(who, "/activations", { ...inThisBrowser(world, who), body: { token } });
  enter(world, who, owner, answer);
};

export const portalActs: Record<PortalKind, Does> = {
  submit: (world, act) => submit(world, act),
  "submit naming": (world, act) => submit(world, { ...act, as: "visitor" }, { names: otherOf(act) }),
  "submit with file": (world, act) => submit(world, act, { file: true }),
  async reply(world, act) {
    const ticket = world.anyTicket(act.at);
    if (!ticket) return;
    const ask = { ...withToken(world, act), key: newKey(), body: { body: "Me again" } };
    const identity = world.identityOf(act.who, ask.token);
    const answer = await world.ask(act.who, `/tickets/${ticket.ids[0]}/messages`, ask);
    if (answer.status !== 201) return;
    expect(world.model.maySee(ticket, identity), JSON.stringify([identity, ticket])).toBe(true);
    // What was closed for long goes on as another one.
    if (!ticket.ids.includes(answer.body.ticket.id)) ticket.ids.push(answer.body.ticket.id);
  },
  async read(world, act) {
    const ids = world.anyTicket(act.at)?.ids ?? [];
    if (ids.length > 0) await world.ask(act.who, `/tickets/${ids[act.at % ids.length]}`, withToken(world, act));
  },
  async "read file"(world, act) {
    for (const id of world.anyTicket(act.at)?.ids ?? [])
      await world.ask(act.who, `/attachments/${id}`, withToken(world, act));
  },
  list: (world, act) =>
    world.ask(
      act.who,
      `/tickets?scope=${act.at % 2 ? "mine" : "company"}&limit=${1 + (act.at % 5)}`,
      withToken(world, act),
    ),
  async search(world, act) {
    const ticket = world.anyTicket(act.at);
    if (ticket) await world.ask(act.who, `/tickets?q=${ticket.word}`, withToken(world, act));
  },
  async close(world, act) {
    const ticket = world.anyTicket(act.at);
    const change = { ...withToken(world, act), method: "PATCH", body: { status: "closed" } };
    if (ticket) await world.ask(act.who, `/tickets/${ticket.ids[0]}`, change);
  },
  code: (world, act) => byCode(world, act, act.who),
  "foreign code": (world, act) => byCode(world, act, otherOf(act)),
  link: (world, act) => byLink(world, act, act.who),
  "hand on link": (world, act) => byLink(world, act, otherOf(act)),
  "password link": (world, { who }) => world.ask(who, "/password-links", { body: { email: world.people[who]!.email } }),
  async "sign out"(world, { who, at }) {
    const { account } = world.people[who]!;
    if (!account) return;
    await world.ask(who, at % 2 ? "/session" : "/session?all=true", { method: "DELETE", token: account.token });
    world.people[who]!.account = undefined;
  },
  /** The link is handed on to somebody else. */
  async tracking(world, act) {
    const ticket = world.anyTicket(act.at);
    if (!ticket) return;
    const ask = withToken(world, act);
    const made = await world.ask(act.who, `/tickets/${ticket.ids[0]}/tracking-links`, { ...ask, method: "POST" });
    if (made.status !== 201) return;
    expect(world.model.maySee(ticket, world.identityOf(act.who, ask.token))).toBe(true);
    const secret = String(made.body.url).split("#ticket=")[1];
    const opened = await world.desk.ask(`${world.portal}/tracking`, { body: { secret } });
    if (opened.status === 201) world.people[otherOf(act)]!.link = { token: opened.body.token, ticket };
  },
  async claims(world, act) {
    const { who, at } = act;
    const ask = withToken(world, act);
    const { body, status } = await world.ask(who, "/claims", ask);
    if (status !== 200) return;
    const sentHere = world.model.tickets.filter(({ sentAs }) => sentAs.kind === "visitor" && sentAs.of === who);
    const ids = sentHere.flatMap((ticket) => ticket.ids);
    expect(body.browser?.count ?? 0).toBeLessThanOrEqual(ids.length);
    // Somebody in a foreign account answers for themselves only.
    if (body.items.length === 0 || !isOwn(world, act)) return;
    const claim = body.items[at % body.items.length];
    await world.ask(who, `/claims/${claim.id}`, { ...ask, body: { mine: at % 2 === 0 } });
    world.model.joins(who);
  },
  async "answer for browser"(world, act) {
    if (!isOwn(world, act)) return;
    await world.ask(act.who, "/claims/browser", { ...withToken(world, act), body: { mine: act.at % 2 === 0 } });
    world.model.joins(act.who);
  },
  /** Without a proof that it is theirs: nothing may come of it but a name. */
  "change account": (world, act) => {
    const { email } = world.people[otherOf(act)]!;
    const body = act.at % 2 ? { name: "Another" } : { email };
    return world.ask(act.who, "/customer", { ...withToken(world, act), method: "PATCH", body });
  },
  async listen(world, act) {
    const token = world.tokenOf(act.who, act.as);
    if (token !== undefined) await world.streams.open(world.identityOf(act.who, token), token);
  },
};

const isOwn = (world: World, { who, as }: Act): boolean => as === "account" && world.people[who]!.account?.of === who;
