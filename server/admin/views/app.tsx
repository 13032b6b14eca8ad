import type { VNode } from "preact";
import { text } from "../locales/text.ts";
import { readSession, secret, session, startProblem } from "../state/session.ts";
import { problemText } from "../ui/problem-text.ts";
import { Activate } from "./doors/activate.tsx";
import { Door } from "./doors/door.tsx";
import { SetUp } from "./doors/set-up.tsx";
import { SignIn } from "./doors/sign-in.tsx";
import { Shell } from "./shell/shell.tsx";

/** Which page this is: a door for who is not in yet, else the desk. */
export function App(): VNode | null {
  if (secret.value?.kind === "setup") return <SetUp />;
  if (secret.value?.kind === "activate") return <Activate />;
  if (session.value) return <Shell />;
  if (startProblem.value) {
    return (
      <Door title={text.doors.unreachable} lead={problemText(startProblem.value)}>
        <button type="button" class="button primary wide" onClick={() => void readSession()}>
          {text.tryAgain}
        </button>
      </Door>
    );
  }
  return session.value === null ? <SignIn /> : null;
}
