/** What Deskbell's settings show for a site's server, under "Signed-in users". */
import { createHmac, randomUUID } from "node:crypto";

/** A customer of the shop, signed in there. */
export interface ShopUser {
  id: number;
  name: string;
  email: string;
  emailVerified: boolean;
}

/** The portal, and the key that this shop shares with it. */
export interface SupportKey {
  portal: string;
  kid: string;
  secret: string;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export function supportToken({ portal, kid, secret }: SupportKey, user: ShopUser): string {
  const now = Math.floor(Date.now() / 1000);
  const head = part({ alg: "HS256", typ: "JWT", kid });
  const claims = part({
    aud: portal,
    sub: String(user.id),
    name: user.name,
    email: user.email,
    email_verified: user.emailVerified,
    iat: now,
    exp: now + 3600,
    // Signing out ends this token, and no later one.
    jti: randomUUID(),
  });
  const hmac = createHmac("sha256", secret);
  return `${head}.${claims}.${hmac.update(`${head}.${claims}`).digest("base64url")}`;
}
