import { computed, effect, signal } from "@preact/signals";
import type { StaffMember, StaffSession } from "../../contract/index.ts";
import { api, askToSignInAgain, onSessionEnded, writeAs } from "../api.ts";
import { asProblem, type ApiProblem } from "../problem.ts";
import { keepSecret, readKeptSecret, takeSecret, type Secret } from "../router.ts";

/** `undefined`: not asked yet. `null`: nobody is signed in. */
export const session = signal<StaffSession | null | undefined>(undefined);
export const secret = signal<Secret | null>(null);
export const startProblem = signal<ApiProblem | null>(null);
/** The session ended while somebody was working: the sign-in stands over the page and typed text stays. */
export const isAskingAgain = signal(false);

interface Credentials {
  email: string;
  password: string;
}

/** The password was right, and the code of the second factor is asked for next. */
export const awaitsCode = signal<Credentials | null>(null);
export const isForgotten = signal(false);

export const me = computed(() => session.value?.staff ?? null);
/** Otherwise the desk keeps its mails and shows them. */
export const mailIsSent = computed(() => session.value?.server.mailIsSent === true);
export const isAdmin = computed(() => me.value?.role === "admin");
/** Reads what agents read, and writes notes. */
export const isViewer = computed(() => me.value?.role === "viewer");

/** Also when a link is pasted into a tab that is open already, which loads nothing anew. */
export function watchForLinks(): void {
  const look = (): void => {
    secret.value = takeSecret(location, history) ?? secret.peek();
  };
  addEventListener("hashchange", look);
  secret.value = readKeptSecret(storage);
  look();
  effect(() => keepSecret(storage, secret.value));
}

const storage = (): Storage => sessionStorage;

/** Nobody can sign in before there is an administrator. The page itself says so: a door that is closed to all tells nothing. */
export const isSetUp = (): boolean => document.getElementById("admin")?.dataset["setUp"] !== "no";

export async function readSession(): Promise<void> {
  startProblem.value = null;
  try {
    const now = await api.readSession();
    // What is on the page belongs to the one who was here before.
    if (writeAs(now.staff.id) !== now.staff.id) return location.reload();
    session.value = now;
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.code !== "unauthenticated") startProblem.value = problem;
    else if (session.peek()) await askToSignInAgain();
    else session.value = null;
  }
}

export async function setUp(person: { name: string; email: string; password: string }): Promise<void> {
  await api.setUp({ token: secret.value?.token ?? "", ...person });
  secret.value = null;
  await readSession();
}

export async function activate(password: string, name: string): Promise<void> {
  const { staff, signedIn } = await api.activate({
    token: secret.value?.token ?? "",
    password,
    ...(name && { name }),
  });
  secret.value = null;
  if (!signedIn) awaitsCode.value = { email: staff.email, password };
  await readSession();
}

/** A link that opens nothing any more: go on to the ordinary door, or to where a new one is mailed. */
export async function forgetLink({ isLost = false } = {}): Promise<void> {
  secret.value = null;
  isForgotten.value = isLost;
  await readSession();
}

/** The answer is the same whether somebody works here under that address or not. @throws ApiProblem */
export async function askForPasswordLink(email: string): Promise<void> {
  await api.askForPasswordLink(email);
}

/** The door asks for the code next, where there is a second factor. */
export async function signIn(credentials: Credentials, totp?: string): Promise<void> {
  const before = me.peek();
  let staff: StaffMember;
  try {
    ({ staff } = await api.signIn({ ...credentials, ...(totp !== undefined && { totp }) }));
  } catch (problem) {
    if (asProblem(problem).code !== "totp_required") throw problem;
    awaitsCode.value = credentials;
    return;
  }
  awaitsCode.value = null;
  // What is on the page belongs to the one who was here before.
  if (before && before.id !== staff.id) return location.reload();
  await readSession();
  isAskingAgain.value = false;
  answer?.(true);
}

export async function signOut(): Promise<void> {
  await api.signOut().catch((problem: unknown) => {
    if (asProblem(problem).code !== "unauthenticated") throw problem;
  });
  // A new page: nothing of this person stays in memory.
  location.reload();
}

/** Somebody may have signed in again in another tab: whoever comes back to this one is not asked a second time. */
async function lookForSession(): Promise<void> {
  const mine = me.peek();
  if (!isAskingAgain.peek() || document.hidden || !mine) return;
  const found = await api.readSession().catch(() => null);
  if (!found) return;
  if (found.staff.id !== mine.id) return location.reload();
  isAskingAgain.value = false;
  answer?.(true);
}

let asked: Promise<boolean> | undefined;
let answer: ((again: boolean) => void) | undefined;

/** All requests that meet the ended session wait for the same dialog. */
export function watchSession(): void {
  addEventListener("focus", () => void lookForSession());
  document.addEventListener("visibilitychange", () => void lookForSession());
  onSessionEnded(() => {
    if (!session.peek()) return Promise.resolve(false);
    isAskingAgain.value = true;
    asked ??= new Promise<boolean>((resolve) => {
      answer = resolve;
    }).finally(() => {
      asked = undefined;
      answer = undefined;
    });
    return asked;
  });
}
