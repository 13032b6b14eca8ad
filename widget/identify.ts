/**
 * Fetched when a page says who its user is. The token of the site is traded for a session of ours at once and kept
 * nowhere; and nothing of that happens before somebody opens the widget, unless somebody is signed in already.
 */
import type { PortalCustomer } from "../server/contract/index.ts";
import type { ApiError } from "./api.ts";
import type { Loader, SiteToken } from "./context.ts";
import type { visitorKey } from "./outbox/store.ts";
import type { App } from "./state/app.ts";
import type { Kept } from "./storage.ts";

/** Longer than that nobody looks at an empty panel because the site's own server is slow. */
const patience = 5000;
/** Between two sessions that end, or a page whose sessions never hold would sign in without end. */
const rest = 60_000;

type Identify = (given: SiteToken) => Promise<PortalCustomer>;

/** One for each widget, for as long as it is there. */
const known = new WeakMap<Loader, Identify>();

/** @throws what the site's own function throws, or why the desk refused the token */
export function identify(loader: Loader, given: SiteToken): Promise<PortalCustomer> {
  if (!known.has(loader)) known.set(loader, createIdentify(loader));
  return known.get(loader)!(given);
}

function createIdentify(loader: Loader): Identify {
  const { host, api } = loader;
  /** Undefined once somebody has signed out: only the page can say anew who its user is. */
  let latest: SiteToken | undefined;
  let running: Promise<PortalCustomer> | undefined;
  let isLeaving = false;
  let isRenewing = false;
  let renewedAt = -rest;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  if (host.hasAttribute("open")) open();
  api.on("open", open);

  const signIn = async (): Promise<PortalCustomer> => {
    for (;;) {
      if (!personIn(loader)) await opened;
      const given = latest;
      if (!given) throw new Error("Deskbell: signed out before somebody opened it.");
      const jwt = typeof given === "function" ? await given() : given;
      const claimed = readClaims(jwt);
      const person = personIn(loader);
      if (person && person.externalId === claimed?.sub) return person;
      await loader.load();
      const app = loader.app! as App;
      // Another one: out of sight before anything is asked. What names nobody is going to be refused, and says nothing
      // of who came by a proof of their own; whoever is here by the site's word is so as long as that says it.
      // Sessions of before do not say.
      const bySite = !!person && (app.session.kept.read().bySite ?? !!person.externalId);
      const hidden = person && (claimed ?? bySite) ? hide(app) : undefined;
      const signOut = (): void => {
        isLeaving = true;
        hidden?.forGood();
        isLeaving = false;
      };
      const { enter } = await import("./state/enter.ts");
      const customer = await enter(app, "/identity", { jwt }, signOut).catch((error: Partial<ApiError>) => {
        // One that is only late was true: the page does know that somebody else is here.
        const isForged = !bySite && error.code === "identity_invalid" && !(Number(claimed?.exp) * 1000 < Date.now());
        if (isForged) hidden?.back();
        else if (hidden) {
          signOut();
          void app.load();
        }
        throw error;
      });
      if (latest === given) return customer;
      // Meanwhile somebody signed out, or the page has named another one.
      if (!latest) void app.forget();
    }
  };

  const run = (): Promise<PortalCustomer> =>
    (running ??= signIn()
      .then((customer) => {
        loader.named = customer.id;
        return customer;
      })
      .catch((error: Error & Partial<ApiError>) => {
        const { code = "identity_invalid", message } = error;
        if (latest) host.dispatchEvent(new CustomEvent("error", { detail: { code, message } }));
        throw error;
      })
      .finally(() => (running = undefined)));

  api.on("signed-out", () => {
    if (isLeaving) return;
    const before = latest;
    // A session that the server ended is told as an error in the same breath, and that begins another one.
    queueMicrotask(() => {
      if (!isRenewing && latest === before) latest = undefined;
    });
  });
  api.on("error", (problem) => {
    const now = performance.now();
    // An answer to somebody who has gone already is no news of the one who is here.
    if ((problem as ApiError).code !== "unauthenticated" || personIn(loader)) return;
    if (!latest || now < renewedAt + rest) return;
    renewedAt = now;
    isRenewing = true;
    // What is wrong with it has been said by an event.
    run()
      .catch(() => {})
      .finally(() => (isRenewing = false));
  });

  loader.signIn = () => {
    open();
    if (!latest) return Promise.resolve(false);
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patience));
    const read = run().then(
      () => !!loader.app?.portal,
      () => false,
    );
    return Promise.race([late, read]);
  };

  return (given) => {
    latest = given;
    // Whose words they are is not known any more.
    loader.preview?.remove();
    loader.named = undefined;
    return run();
  };
}

/** Who is signed in here, without loading what shows it. */
function personIn({ app, host }: Loader): Kept["person"] {
  if (app) return app.session.person();
  try {
    const { customer, person } = JSON.parse(localStorage[`deskbell:${host.dataset["portal"]}`]) as Kept;
    return customer ? person : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Hides whoever is here, while it is asked whether somebody else is.
 * @returns what to do once that is known: `back`, and nothing has changed
 */
function hide(app: App): { forGood(): void; back(): void } {
  const { route, session } = app;
  const { kept } = session;
  let held: Kept | undefined = kept.read();
  const { customer: token, person, before } = held;
  kept.forget();
  if (before) kept.write({ visitor: before, known: true });
  app.go({ name: "home" });
  app.become("");
  return {
    forGood() {
      if (!held) return;
      held = undefined;
      session.linked.clear();
      // Its name alone: the module of it would be fetched before anybody opens the widget.
      void app.outbox.store.remove("visitor" satisfies typeof visitorKey);
      app.emit("signed-out");
      // Nobody waits for that.
      app.api.ask("/session", { method: "DELETE", token }).catch(() => {});
    },
    back() {
      // Unless somebody has come in meanwhile by another way.
      if (held && !session.person()) {
        kept.write(held);
        app.become(person!.id);
        app.go(route);
        app.sendLeft();
        void app.load();
      }
      held = undefined;
    },
  };
}

interface Claims {
  sub?: unknown;
  exp?: unknown;
}

/** Whom a token speaks of. Only its server can say whether it is true; this is to see who is *not* meant. */
function readClaims(jwt: string): Claims | undefined {
  try {
    const bytes = atob(jwt.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/"));
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))) as Claims;
  } catch {
    return undefined;
  }
}
