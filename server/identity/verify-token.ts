/** Reads what a site signs about one of its users. One way in: JWT, HS256, a key of the project's own. */
import { base64url, errors, jwtVerify } from "jose";
import { z } from "zod";
import { email, text } from "../http/fields.ts";
import { repeatsName } from "./repeated-names.ts";

/** What the site says of somebody. Absent: it says nothing; null: it says that there is none. */
export interface Claims {
  /** The person's id at the site. */
  sub: string;
  name?: string | null | undefined;
  email?: string | null | undefined;
  isEmailVerified: boolean;
  /** The company's id at the site. */
  company?: string | null | undefined;
  /** Of the key that signed it. */
  key: string;
  /** Milliseconds. */
  issuedAt: number;
  endsAt: number;
}

export interface TokenRules {
  portalKey: string;
  /** The secret of a live key of this project, undefined where there is none. */
  secretOf(kid: string): Promise<string | undefined>;
  now: number;
}

/** Why a token was refused: for the log of whoever runs the server. Who asks is never told. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

const maxTokenCharacters = 4096;
/** Seconds. */
export const skewSeconds = 60;
const maxLifeSeconds = 24 * 3600;

/** Three parts, so that no other serialization and no unsigned token gets any further. */
const compact = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Everything else that a header can hold (`crit`, `jwk`, `jku`, `x5u` …) changes where a key comes from or what is signed. */
const header = z.strictObject({
  alg: z.literal("HS256"),
  kid: z.string().regex(/^[\w-]{1,64}$/),
  typ: z.string().regex(/^jwt$/i).optional(),
});

/** Only what is used has a shape; sites may sign more than that. Blank text is no text. */
const optional = (max: number) =>
  text(max)
    .transform((value) => (/\S/.test(value) ? value : null))
    .nullish();
const claims = z.object({
  sub: text(200).min(1),
  // Some libraries write a list even where there is one.
  aud: z.union([z.string(), z.tuple([z.string()])]),
  iat: z.number(),
  exp: z.number(),
  name: optional(120),
  email: z.union([email, z.literal("").transform(() => null)]).nullish(),
  email_verified: z.boolean().nullish(),
  company: optional(200),
});

/** @throws TokenError for whatever is wrong with it */
export async function verifyToken(jwt: unknown, rules: TokenRules): Promise<Claims> {
  if (typeof jwt !== "string" || !compact.test(jwt)) throw new TokenError("not a signed token");
  if (jwt.length > maxTokenCharacters) throw new TokenError("longer than 4 kB");
  const [head, body] = jwt.split(".") as [string, string];
  const { kid } = shaped(header, readPart(head), "header");
  const secret = await rules.secretOf(kid);
  if (secret === undefined) throw new TokenError("no live key of this project has this kid");
  try {
    await jwtVerify(jwt, new TextEncoder().encode(secret), {
      algorithms: ["HS256"],
      audience: rules.portalKey,
      requiredClaims: ["sub", "iat", "exp"],
      currentDate: new Date(rules.now),
      clockTolerance: skewSeconds,
    });
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new TokenError(cause.message, { cause });
  }
  const signed = shaped(claims, readPart(body), "claims");
  const seconds = rules.now / 1000;
  if (signed.iat > seconds + skewSeconds) throw new TokenError('"iat" lies in the future');
  if (signed.exp > seconds + maxLifeSeconds + skewSeconds) throw new TokenError('"exp" is more than 24 hours ahead');
  const { sub, name, company } = signed;
  const times = { issuedAt: signed.iat * 1000, endsAt: (signed.exp + skewSeconds) * 1000 };
  return {
    sub,
    name,
    company,
    email: signed.email,
    isEmailVerified: signed.email_verified === true,
    key: kid,
    ...times,
  };
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readPart(part: string): unknown {
  try {
    const json = utf8.decode(base64url.decode(part));
    const value: unknown = JSON.parse(json);
    if (!repeatsName(json)) return value;
  } catch (cause) {
    throw new TokenError("a part that is not JSON", { cause });
  }
  throw new TokenError("a name that stands there twice");
}

function shaped<Output>(schema: z.ZodType<Output>, value: unknown, part: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path, code }) => path.join(".") || code);
  throw new TokenError(`${part}: ${[...new Set(names)].join(", ")}`);
}
