// @vitest-environment happy-dom
/** No part is drawn with words that are not there, whatever is spoken before and after it came. */
import { type ComponentChild, render } from "preact";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Attachment } from "../../server/contract/index.ts";
import type { Loader } from "../context.ts";
import { createObserved } from "../observed.ts";
import type { Sending } from "../outbox/outbox.ts";
import type { App } from "../state/app.ts";
import type { Chunk, ChunkName } from "../state/chunks.ts";
import { answer, answerTo, person, ticket } from "../testing/desk.ts";
import { Content } from "../ui/content.tsx";
import { Problem } from "../ui/problem.tsx";

/** As long as a busy machine may need. */
function soon<T>(look: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(look, 10_000);
}

interface Stage {
  app: App;
  /** Draws this, now and whenever something changes. */
  show(view: () => ComponentChild): void;
  find(selector: string): HTMLElement;
  press(selector: string): Promise<void>;
  submit(): void;
}

type Play<Part> = (part: Part, stage: Stage) => unknown;

const settled = (): Promise<void> => new Promise((next) => setTimeout(next));
const token = (): Promise<string> => Promise.resolve("token");

/** What is not among the parts that views ask for. */
const byThemselves = {
  page: () => import("../page/page.tsx"),
  pictures: () => import("../files/light-box.tsx"),
};
type OfItself<Name extends keyof typeof byThemselves> = Awaited<ReturnType<(typeof byThemselves)[Name]>>;

/** Everything that a part says, as far as it takes no other part. A part without a line here does not compile. */
const plays: { [Name in ChunkName]: Play<Chunk<Name>> } & {
  [Name in keyof typeof byThemselves]: Play<OfItself<Name>>;
} = {
  async account({ View, Stop }, { app, show, press, find, submit }) {
    show(() => <View app={app} />);
    for (const at of [0, 2, 3, 1]) {
      await press(`li:nth-child(${at + 1}) button`);
      // The last one is the address, and stays.
      if (at !== 1) await press(".way-in > button[type=button]");
    }
    const address = find("#f-email") as HTMLInputElement;
    address.value = "new@example.org";
    address.dispatchEvent(new Event("input", { bubbles: true }));
    // A code to the owner's mailbox, then one to the new one.
    for (const mailbox of ["ada@example.org", "new@example.org"]) {
      submit();
      await soon(() => expect(find("#f-code").closest("form")!.textContent).toContain(mailbox));
    }
    show(() => <Stop app={app} token="secret" />);
    submit();
    await soon(() => find("[role=alert]"));
  },
  counter({ Counter }, { app, show }) {
    for (const left of [2, -1]) show(() => <Counter app={app} left={left} />);
  },
  async details({ Details }, { app, show, press }) {
    show(() => <Details app={app} ticket={ticket} />);
    await press(".details > button:last-child");
  },
  earlier({ Earlier }, { app, show }) {
    const tree = [{ type: "paragraph", plain: true, children: [] }] as const;
    show(() => <Earlier app={app} />);
    show(() => <Content tree={tree as never} rest={app.t.rest} />);
    expect(app.t.rest).toMatch(/\S/);
  },
  files({ Chosen, filesOf }, { app, show }) {
    const to = app.draft("ticket");
    to.files = undefined;
    to.left = [{ name: "lid.png", size: 7 }];
    const files = filesOf(app, to, token);
    const uploading = { ...files.chosen[0]!, file: new File(["tin"], "tin.png"), failed: false };
    files.chosen = [...files.chosen, uploading, { ...uploading, failed: true }];
    for (const size of [0, 1e9]) {
      files.add([{ name: "tin.png", size }]);
      show(() => <Chosen app={app} to={to} token={token} />);
    }
    files.add(Array.from({ length: 11 }, (_, at) => ({ name: `${at}.png`, size: 1, id: `${at}` })));
    show(() => <Chosen app={app} to={to} token={token} />);
  },
  help({ View, HelpLine }, { app, show }) {
    show(() => <HelpLine app={app} />);
    show(() => <View app={app} />);
  },
  left({ Left }, { app, show }) {
    const entry = { owner: "", to: {}, path: "/tickets", body: { subject: "My tin" }, written: "", at: 1 };
    app.outbox.items = [false, true].map((waiting): Sending => ({
      entry: { ...entry, key: `${waiting}` },
      kept: true,
      waiting,
      stop: () => true,
    }));
    show(() => <Left app={app} />);
    app.outbox.items = [];
  },
  async link({ CopyLink }, { app, show, press }) {
    for (const isRefused of [false, true]) {
      const write = (): Promise<void> => (isRefused ? Promise.reject(new Error("refused")) : Promise.resolve());
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: { write } });
      show(() => <CopyLink key={isRefused} app={app} id={ticket.id} />);
      await press("button");
    }
  },
  async live({ followPortal }, { app, show }) {
    // All of it: a stream that ends begins again, and what it tells once more is no new status.
    const heard: string[] = [];
    show(() => {
      heard.push(app.announced ?? "");
      return null;
    });
    app.tickets.items = [{ ...ticket, status: "open" }];
    app.isOpen = true;
    const follow = followPortal(app, () => {}, {} as Loader);
    follow(true);
    await soon(() => expect(heard.join("|")).toContain("."));
    follow(false);
  },
  missing({ Missing }, { app, show }) {
    app.draft("ticket").fields.body = "Unsent";
    for (const isGone of [false, true]) {
      app.thread.isGone = isGone;
      show(() => <Missing app={app} id="ticket" />);
    }
  },
  async page({ Beside, Head }, { app, show }) {
    for (const one of [person, undefined]) {
      app.session.kept.write({ person: one });
      show(() => <Head app={app} />);
    }
    app.route = { name: "tickets" };
    show(() => <Beside app={app} />);
    await settled();
  },
  async person({ Person, Claims }, { app, show, find }) {
    show(() => <Claims app={app} />);
    await soon(() => find("#claims"));
    app.session.kept.write({ person: { ...person, email: null } });
    show(() => <Person app={app} />);
    app.session.kept.write({ person });
  },
  async pictures({ LightBox }, { app, show, find }) {
    const picture = (id: string): Attachment => ({
      id,
      name: `${id}.png`,
      size: 1,
      type: "image/png",
      picture: true,
      url: "https://desk.test/api/portal/tea/lid",
    });
    app.thread.ticket = { ...ticket, messages: [{ ...answer, attachments: [picture("lid"), picture("tin")] }] };
    show(() => <LightBox app={app} id="tin" onClose={() => {}} />);
    // No browser is here that could draw it.
    await soon(() => find("[role=alert]"));
  },
  problems({ words, View }, { app, show }) {
    for (const code of ["too_large", "tickets_closed", "not_permitted"] as const)
      show(() => <Problem app={app} code={code} />);
    const { fields } = words(app);
    show(() => [<View key="closed" app={app} />, fields.required, fields.other]);
  },
  sent({ WhatNext }, { app, show }) {
    app.session.kept.write({ person: undefined });
    app.form.sent = { ticket, email: "mia@example.org" };
    show(() => <WhatNext app={app} />);
    app.session.kept.write({ person });
    show(() => <WhatNext app={app} />);
  },
  async signIn({ View }, { app, show, press, find, submit }) {
    app.route = { name: "sign-in" };
    show(() => <View app={app} />);
    const [firstWay, lastWay] = [".way-in > .text", ".way-in > .text:last-child"];
    // To register and back; to a password, to a link and back; to a password and back.
    for (const way of [lastWay, firstWay, firstWay, lastWay]) await press(way);
    await soon(() => find("[role=status]"));
    for (const way of [firstWay, firstWay, firstWay]) await press(way);
    submit();
    await soon(() => find("#f-code"));
    // Another address.
    await press(".way-in > .text:nth-last-child(2)");
    app.route = { name: "link" };
    show(() => <View app={app} />);
    app.route = { name: "link", token: "secret" };
    show(() => <View app={app} />);
    await soon(() => find("#f-password"));
  },
  async tickets({ View }, { app, show, press }) {
    app.tickets.loaded = true;
    app.tickets.cursor = "more";
    show(() => <View app={app} />);
    app.session.kept.write({ person: undefined });
    app.tickets.items = [ticket];
    show(() => <View app={app} />);
    await press("section > button:last-child");
    app.session.kept.write({ person });
  },
};

/** Asked for though they are not there. Their names alone: nobody has them. */
let missing: string[] = [];
const notice = new Proxy(
  {},
  {
    get(_, name) {
      // These a view does without.
      if (typeof name === "string" && !["fields", "rest", "filesUnfinished"].includes(name)) missing.push(name);
    },
  },
);

async function openStage(locale: string, draw: () => void): Promise<App> {
  // English of a part stays once it has come: each visit begins with none.
  vi.resetModules();
  missing = [];
  Object.setPrototypeOf((await import("./en.ts")).en, notice);
  Object.setPrototypeOf((await import("./de.ts")).words, notice);
  vi.stubGlobal("fetch", async (address: string) => answerTo(/portal\/tea([^?]*)/.exec(address)![1]!));
  localStorage.setItem("deskbell:tea", JSON.stringify({ customer: "token", person }));
  const { createApp } = await import("../state/app.ts");
  const loader = { host: document.createElement("div") } as unknown as Loader;
  const quiet = (): void => {};
  const app = createApp(loader, { portal: "tea", locale, page: "" }, quiet, createObserved(draw), quiet);
  await app.load();
  return app;
}

describe.each(Object.keys(plays) as (keyof typeof plays)[])("the part %s", (name) => {
  const place = document.createElement("div");
  afterEach(() => {
    render(null, place);
    place.remove();
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  it.each([
    ["en", "de"],
    ["de", "en"],
    ["de", "de"],
  ])("has its words when it comes into %s, and when it is drawn in %s", async (before, after) => {
    let view = (): ComponentChild => null;
    const draw = (): void => {
      render(view(), place);
      expect(place.textContent).not.toContain("undefined");
    };
    document.body.append(place);
    const app = await openStage(before, () => draw());
    const find = (selector: string): HTMLElement => {
      const found = place.querySelector<HTMLElement>(selector);
      if (!found) throw new Error(`There is no ${selector} where it says: ${place.textContent}`);
      return found;
    };
    const stage: Stage = {
      app,
      show(next) {
        view = next;
        draw();
      },
      find,
      async press(selector) {
        find(selector).click();
        await settled();
      },
      submit: () => void find("form").dispatchEvent(new Event("submit", { cancelable: true })),
    };
    const part =
      name in byThemselves
        ? await byThemselves[name as keyof typeof byThemselves]()
        : await soon(() => app.chunks.need(name as ChunkName) ?? Promise.reject(new Error(`${name} is on its way`)));
    for (const locale of [before, after]) {
      await app.setLocale(locale);
      expect(app.locale).toBe(locale);
      await plays[name](part as never, stage);
      stage.show(() => null);
      expect(missing).toEqual([]);
    }
    app.dispose();
  });
});
