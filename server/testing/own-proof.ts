import { type TestDesk } from "./desk.ts";
import { mailsTo, newestMailTo } from "./mailbox.ts";

/** By a code in the account's own mailbox, as the account page asks for it. */
export async function ownProof(
  desk: TestDesk,
  portal: string,
  email: string,
): Promise<{ challenge: string; code: string }> {
  // What waits to be mailed is older than the code, not of the same millisecond.
  await mailsTo(desk, email);
  const asked = await desk.ask(`${portal}/session/codes`, { body: { email } });
  const { secrets } = await newestMailTo(desk, email);
  return { challenge: asked.body.challenge, code: secrets["code"]! };
}
