/** The shop's own sign-in, as far as a demo needs one: Mia is in until she signs out. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type ShopUser, type SupportKey, supportToken } from "./support-token.ts";

const mia: ShopUser = { id: 1042, name: "Mia Claes", email: "mia.claes@example.com", emailVerified: true };
const signedOut = "shop-signed-out";

/** @returns whether the request was for the account; without a key nobody can be signed in to the desk */
export function answerAccount(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  key: SupportKey | undefined,
): boolean {
  const user = (request.headers.cookie ?? "").includes(`${signedOut}=1`) ? undefined : mia;
  const say = (status: number, text: string): void => {
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
    response.end(text);
  };
  switch (`${request.method} ${path}`) {
    case "GET /account/name":
      say(200, user?.name ?? "");
      return true;
    case "POST /account/sign-in":
    case "POST /account/sign-out": {
      const age = path.endsWith("out") ? "" : "; Max-Age=0";
      response.setHeader("Set-Cookie", `${signedOut}=1; Path=/; HttpOnly; SameSite=Strict${age}`);
      say(200, "");
      return true;
    }
    case "GET /support-token":
      if (user && key) say(200, supportToken(key, user));
      else say(401, "");
      return true;
    default:
      return false;
  }
}
