import { type TestDesk } from "./desk.ts";
import { newestMailTo } from "./mailbox.ts";

/** By a code in the account's own mailbox, as the account page asks for it. */
export async function ownProof(
  desk: TestDesk,
  portal: string,
  email: string,
): Promise<{ challenge: string; code: string }> {
  const asked = await desk.ask(`${portal}/session/codes`, { body: { email } });
  const { secrets } = await newestMailTo(desk, email);
  return { challenge: asked.body.challenge, code: secrets["code"]! };
}
