/**
 * Where most tests begin: at a desk that is opened for each of them, and closed after it, also after one that failed.
 * `desk` is one name for all tests of a suite, with what the one that runs has: what a suite does again and again can be
 * written once beside its tests, and their heads are free for their sentences.
 */
import { beforeAll, beforeEach, test } from "vitest";
import type { Engine } from "../db/database.ts";
import { type Conversation, startConversation } from "./conversation.ts";
import { type DeskOptions, openDesk, type TestDesk, type TestProject } from "./desk.ts";
import { standFor } from "./stand-for.ts";

type PortalSettings = Record<string, unknown>;

/** `it`, or `test`, that begins with an open `desk`; `it.override("options", …)` opens another kind for some. */
export function withDesk(engine: Engine, options: DeskOptions = {}) {
  const desk = {} as TestDesk;
  const it = test
    .extend("options", options)
    .extend("desk", { auto: true }, async ({ options: asked }, { onCleanup }) => {
      const opened = await openDesk(engine, asked);
      onCleanup(() => opened.close());
      return standFor(desk, opened);
    });
  // A hook opens all that starts by itself before it runs, so that opening takes none of the test's own time.
  beforeEach(() => {});
  return { it, test: it, desk };
}

/** The same with a `project` there. */
export function withProject(engine: Engine, options?: DeskOptions, settings?: PortalSettings) {
  const { it: onDesk, desk } = withDesk(engine, options);
  const project = {} as TestProject;
  const it = onDesk.extend("project", { auto: true }, async ({ desk: opened }) =>
    standFor(project, await opened.project("Acme", settings)),
  );
  return { it, test: it, desk, project };
}

/** The same with a project whose portal has one visitor and one ticket: `talk`. */
export function withConversation(engine: Engine, options?: DeskOptions, settings?: PortalSettings) {
  const { it: onDesk, desk } = withDesk(engine, options);
  const talk = {} as Conversation;
  const it = onDesk.extend("talk", { auto: true }, async ({ desk: opened }) =>
    standFor(talk, await startConversation(opened, settings)),
  );
  return { it, test: it, desk, talk };
}

/** One desk for all tests of a suite, which go on from each other. By a hook: Vitest has no fixtures of a suite. */
export function sharedDesk(engine: Engine, options?: DeskOptions | (() => DeskOptions)): TestDesk {
  const desk = {} as TestDesk;
  beforeAll(async () => {
    const opened = await openDesk(engine, typeof options === "function" ? options() : options);
    standFor(desk, opened);
    return () => opened.close();
  });
  return desk;
}

export function sharedProject(engine: Engine, options?: DeskOptions, settings?: PortalSettings) {
  const desk = sharedDesk(engine, options);
  const project = {} as TestProject;
  beforeAll(async () => void standFor(project, await desk.project("Acme", settings)));
  return { desk, project };
}

export function sharedConversation(engine: Engine, options?: DeskOptions, settings?: PortalSettings) {
  const desk = sharedDesk(engine, options);
  const talk = {} as Conversation;
  beforeAll(async () => void standFor(talk, await startConversation(desk, settings)));
  return { desk, talk };
}
