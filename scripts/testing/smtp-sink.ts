/** For tests of the server as a process of its own: `openWorld(engine, { SMTP_URL: sink.url, MAIL_FROM: … })`. */
export { openSmtpSink, type ReceivedMail, type SmtpSink } from "../../server/testing/smtp-sink.ts";
