/**
 * Who really sent a mail: what its sender's host, its signatures and the domain of its From prove (SPF, DKIM, DMARC),
 * and what servers state that are trusted. It decides nothing; a mail that proves nothing is still a mail.
 */
import { Readable } from "node:stream";
import type { AuthenticateResult } from "mailauth";
import type { AuthResult, Verdict } from "../contract/mail.ts";
import { boundedResolver, noResolver, type Resolver } from "./resolver.ts";
import { believedStatement } from "./verdict-believed.ts";
import { readableContent } from "./verdict-content.ts";
import type { Statement, StatedResult } from "./verdict-stated.ts";

/** Nothing is proven of the part of an address before the @. */
export interface SenderVerdict extends Verdict {
  /**
   * The domain of From that all this speaks of; undefined where there is not one. Whoever reads the mail in another way
   * has to find the same one, or believes what was proven of somebody else.
   */
  fromDomain: string | undefined;
}

export interface Claims {
  /** undefined: it came by HTTP or was fetched, and nobody knows from which host. */
  envelope: { from: string | null; ip: string; helo: string } | undefined;
  /** undefined: there is no domain name system, and nothing can be verified. */
  resolver: Resolver | undefined;
  /** Names of servers whose `Authentication-Results` are believed; see `believedStatement` for which of them. */
  trustedAuthserv: readonly string[];
  timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;
/** What SPF, DMARC and ten signatures may want of a domain with many parts, with room. */
const maxQuestions = 100;

export const unverified: SenderVerdict = {
  spf: "unverified",
  dkim: "unverified",
  dmarc: "unverified",
  isAligned: false,
  fromDomain: undefined,
};

/** Never throws: what fails is unverified. Reads the content to its end or destroys it. */
export async function verdictOf(content: Readable, claims: Claims): Promise<SenderVerdict> {
  const { envelope, timeoutMs = defaultTimeoutMs } = claims;
  const deadline = new AbortController();
  const timer = setTimeout(() => {
    deadline.abort();
    content.destroy(new Error("to find out who sent a mail took too long"));
  }, timeoutMs);
  // It may fail while nobody reads it yet.
  content.on("error", () => {});
  try {
    const { authenticate } = await import("mailauth");
    const resolver = boundedResolver(claims.resolver ?? noResolver, maxQuestions, deadline.signal);
    const found = await authenticate(Readable.from(readableContent(content)), {
      ...(envelope && { sender: envelope.from ?? "", ip: envelope.ip, helo: envelope.helo }),
      // Its answers name who gives them; ours are not shown to anybody.
      mta: "desk",
      resolver,
      rejectRsaSha1: true,
      // Pictures of brands, which it would fetch.
      disableBimi: true,
    });
    const fromDomain = fromDomainOf(found);
    const own = claims.resolver ? ownVerdict(found, fromDomain) : { ...unverified, fromDomain };
    const statement = await believedStatement(found, claims.trustedAuthserv, envelope?.ip, resolver);
    return statement ? withStatement(own, statement) : own;
  } catch {
    return unverified;
  } finally {
    clearTimeout(timer);
    content.destroy();
  }
}

/** mailauth names one only where there is one From, and one domain in it. */
function fromDomainOf({ dmarc }: AuthenticateResult): string | undefined {
  const domain: unknown = dmarc ? dmarc.status.header?.from : undefined;
  return typeof domain === "string" ? plainDomain(domain) : undefined;
}

function ownVerdict(found: AuthenticateResult, fromDomain: string | undefined): SenderVerdict {
  const { spf, dmarc } = found;
  const dmarcResult = dmarc ? dmarcOf(dmarc) : "none";
  return {
    spf: spf ? resultOf(spf.status.result) : "none",
    dkim: dkimOf(found),
    dmarc: dmarcResult,
    isAligned: dmarcResult === "pass" || isAlignedWithoutDmarc(found, fromDomain),
    fromDomain,
  };
}

type Dmarc = Exclude<AuthenticateResult["dmarc"], false>;
type Signature = AuthenticateResult["dkim"]["results"][number];

/** A signature that leaves room for the words of others is none. */
function dmarcOf({ status, alignment }: Dmarc): AuthResult {
  const result = resultOf(status.result);
  if (result !== "pass" || alignment.spf.result !== undefined) return result;
  return alignment.dkim.underSized ? "none" : "pass";
}

/** `l=` signs the beginning of a mail, and anybody may append to it. */
const passesWhole = ({ status }: Signature): boolean => status.result === "pass" && !status.underSized;

function dkimOf({ dkim: { results } }: AuthenticateResult): AuthResult {
  if (results.some(passesWhole)) return "pass";
  const others = results.filter(({ status }) => status.result !== "pass").map(({ status }) => resultOf(status.result));
  return (["unverified", "fail"] as const).find((result) => others.includes(result)) ?? "none";
}

/** Where the domain of From has no policy that we know of. A policy that says no has the last word. */
function isAlignedWithoutDmarc({ dmarc, dkim, spf }: AuthenticateResult, fromDomain: string | undefined): boolean {
  const policy = dmarc ? dmarc.status.result : undefined;
  if (fromDomain === undefined || (policy !== "none" && policy !== "temperror")) return false;
  const isFrom = (domain: string | undefined) => domain !== undefined && plainDomain(domain) === fromDomain;
  const isSigned = dkim.results.some(
    (signature) =>
      passesWhole(signature) &&
      // A policy that could not be read may be a strict one.
      (isFrom(signature.signingDomain) || (policy === "none" && Boolean(signature.status.aligned))),
  );
  return isSigned || (spf && spf.status.result === "pass" && isFrom(spf.domain));
}

/** What we have seen ourselves stands; the rest is as the server saw it, which was nearer to the sender. */
function withStatement(own: SenderVerdict, { results }: Statement): SenderVerdict {
  const { fromDomain } = own;
  const speaksOfFrom = ({ about }: StatedResult) => plainDomain(about.get("header.from") ?? "") === fromDomain;
  const stated = (method: string) =>
    results.filter((one) => one.method === method && (method !== "dmarc" || speaksOfFrom(one)));
  const merged = (method: "spf" | "dkim" | "dmarc"): AuthResult => {
    const all = stated(method).map(({ result }) => resultOf(result));
    if (own[method] === "pass" || all.includes("pass")) return "pass";
    return all[0] ?? own[method];
  };
  const dmarc = merged("dmarc");
  const isFromItself = [...stated("dkim"), ...stated("spf")].some(
    (one) => one.result === "pass" && fromDomain !== undefined && domainsOf(one).includes(fromDomain),
  );
  return {
    spf: merged("spf"),
    dkim: merged("dkim"),
    dmarc,
    // The very domain passes under any policy, so it is enough where the server says nothing of one.
    isAligned: own.isAligned || dmarc === "pass" || (dmarc !== "fail" && isFromItself),
    fromDomain,
  };
}

/** For whom a signature or a host speaks. */
const domainsOf = ({ about }: StatedResult): string[] =>
  ["header.d", "header.i", "smtp.mailfrom"].flatMap((name) => {
    const value = about.get(name);
    return value ? [plainDomain(value.slice(value.lastIndexOf("@") + 1))] : [];
  });

function resultOf(word: string): AuthResult {
  if (word === "pass" || word === "fail") return word;
  return word.startsWith("temperr") ? "unverified" : "none";
}

const plainDomain = (domain: string): string => domain.toLowerCase().replace(/\.$/, "");
