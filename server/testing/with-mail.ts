/** Where tests of mail begin: at a desk that really sends, to a mail server that the test holds. */
import { beforeAll } from "vitest";
import type { Engine } from "../db/database.ts";
import type { DeskOptions } from "./desk.ts";
import { withDesk, sharedDesk } from "./with-desk.ts";
import { mailerFor } from "./mail.ts";
import { openSmtpSink, type SinkOptions, type SmtpSink } from "./smtp-sink.ts";
import { standFor } from "./stand-for.ts";

/** `it` begins with a `desk` whose mails come to `sink`. */
export function withMail(engine: Engine, options: DeskOptions = {}, sinkOptions: SinkOptions = {}) {
  const { it: onDesk, desk } = withDesk(engine);
  const sink = {} as SmtpSink;
  const it = onDesk
    .extend("sinkOptions", sinkOptions)
    .extend("sink", { auto: true }, async ({ sinkOptions: asked }, { onCleanup }) => {
      const opened = await openSmtpSink(asked);
      onCleanup(() => opened.close());
      return standFor(sink, opened);
    })
    .extend("options", ({ sink: opened }) => ({ ...options, mailer: mailerFor(opened) }));
  return { it, test: it, desk, sink };
}

/** One for all tests of a suite. */
export function sharedMail(engine: Engine) {
  const sink = {} as SmtpSink;
  beforeAll(async () => {
    const opened = await openSmtpSink();
    standFor(sink, opened);
    return () => opened.close();
  });
  const desk = sharedDesk(engine, () => ({ mailer: mailerFor(sink) }));
  return { desk, sink };
}
