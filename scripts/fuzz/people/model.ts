/** Who may see what, kept beside the desk and never read from it. */

export const peopleCount = 4;
/** Of Orchard, which shows its tickets to its people; of Street, which does not; the last of none. */
const companyAtFirst = [0, 0, 1, undefined] as const;

/** Who comes with a token. A link to a ticket shows that one to whoever holds it. */
export type Identity = { kind: "visitor" | "account"; of: number } | { kind: "link"; ticket: Ticket };

export interface Ticket {
  /** Of the ticket, of those that go on from it, and of its file. */
  ids: string[];
  word: string;
  /** In whose browser it was sent, or under whose account. */
  by: number;
  sentAs: { kind: "visitor" | "account"; of: number };
  /** Whose address it names. */
  names?: number;
  /** Accounts it has come to by a merge. */
  merged: Set<number>;
  /** Whose people may see it, if they are shown each other's: of companies that it may be one of these. */
  companies: Set<number>;
  /** Its account is deleted: it is nobody's, and only its company's any more. */
  isNobodys: boolean;
}

type Level = boolean | null;

interface Merge {
  from: number;
  into: number;
  tickets: Ticket[];
  /** Of the one that went. */
  company: number | undefined;
  view: Level;
  /** The one that stays had none and got this one's. */
  filled: boolean;
}

export class Model {
  readonly tickets: Ticket[] = [];
  /** What only staff may ever read. */
  readonly notes: string[] = [];
  readonly companyOf: (number | undefined)[] = [...companyAtFirst];
  readonly views = { project: false as Level, companies: [true, null] as Level[], people: [] as Level[] };
  #merges: Merge[] = [];

  add(ticket: Pick<Ticket, "word" | "by" | "sentAs" | "names">, ids: string[]): void {
    const companies = new Set<number>();
    const made = { ...ticket, ids, merged: new Set<number>(), companies, isNobodys: false };
    this.tickets.push(made);
    if (made.sentAs.kind === "account") this.#addCompany(made, made.sentAs.of);
  }

  /**
   * A person has proven an address, or said that a ticket is theirs. Tickets that may be theirs may be their company's
   * from now on.
   */
  joins(of: number): void {
    for (const ticket of this.tickets) {
      if (ticket.sentAs.kind === "visitor" && this.#owners(ticket).has(of)) this.#addCompany(ticket, of);
    }
  }

  merge(from: number, into: number): void {
    const tickets = this.tickets.filter((ticket) => !ticket.isNobodys && this.#owners(ticket).has(from));
    for (const ticket of tickets) ticket.merged.add(into);
    const company = this.companyOf[from];
    const filled = this.companyOf[into] === undefined && company !== undefined;
    this.#merges.push({ from, into, tickets, company, view: this.views.people[from] ?? null, filled });
    if (filled) this.companyOf[into] = company;
    this.#forget(from);
  }

  /** The newest merge into this one. */
  takeBack(into: number): void {
    const merge = this.#merges.findLast((one) => one.into === into);
    if (!merge) return;
    const { from, tickets, company, view, filled } = merge;
    this.#merges = this.#merges.filter((one) => one !== merge);
    for (const ticket of tickets) ticket.merged.delete(into);
    if (filled && this.companyOf[into] === company) this.companyOf[into] = undefined;
    this.companyOf[from] = company;
    this.views.people[from] = view;
  }

  delete(of: number): void {
    for (const ticket of this.tickets) {
      const wasTheirs = ticket.sentAs.kind === "account" && ticket.sentAs.of === of && ticket.merged.size === 0;
      if (wasTheirs) ticket.isNobodys = true;
    }
    this.#merges = this.#merges.filter(({ into }) => into !== of);
    this.#forget(of);
  }

  maySee(ticket: Ticket, who: Identity): boolean {
    if (who.kind === "link") return who.ticket === ticket;
    if (who.kind === "visitor") {
      const isTheirs = ticket.by === who.of || (ticket.sentAs.kind === "visitor" && ticket.sentAs.of === who.of);
      return isTheirs && !ticket.isNobodys;
    }
    const company = this.companyOf[who.of];
    const isColleagues = company !== undefined && this.#views(who.of) && ticket.companies.has(company);
    return isColleagues || (!ticket.isNobodys && this.#owners(ticket).has(who.of));
  }

  /** Accounts whose own it may be. */
  #owners({ by, sentAs, names, merged }: Ticket): Set<number> {
    const account = sentAs.kind === "account" ? [sentAs.of] : [];
    return new Set([by, ...account, ...(names === undefined ? [] : [names]), ...merged]);
  }

  #addCompany(ticket: Ticket, of: number): void {
    const company = this.companyOf[of];
    if (company !== undefined) ticket.companies.add(company);
  }

  #views(of: number): boolean {
    const { project, companies, people } = this.views;
    return people[of] ?? companies[this.companyOf[of]!] ?? project ?? false;
  }

  /** The account is no more: whoever proves its address next begins with a new one. */
  #forget(of: number): void {
    this.companyOf[of] = undefined;
    this.views.people[of] = null;
  }
}
