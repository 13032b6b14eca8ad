import { beforeAll } from "vitest";
import { standFor } from "../../server/testing/stand-for.ts";
import { openSmtpSink, type SmtpSink } from "../testing/smtp-sink.ts";

/** A real mail server that the tests of a suite share, for `SMTP_URL`. */
export function sharedSink(): SmtpSink {
  const sink = {} as SmtpSink;
  beforeAll(async () => {
    const opened = await openSmtpSink();
    standFor(sink, opened);
    return opened.close;
  });
  return sink;
}
