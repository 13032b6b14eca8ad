import type { Deps } from "../deps.ts";

const keptMs = 90 * 24 * 3_600_000;
const rowsAtOnce = 5000;

/** Codes, links and invitations of old. Mails about a ticket stay: an answer finds its ticket by their ids. */
export async function sweepMails({ database, now }: Pick<Deps, "database" | "now">): Promise<void> {
  await database.write(({ db }) =>
    db
      .deleteFrom("mails")
      .where("id", "in", (eb) =>
        eb
          .selectFrom("mails")
          .select("id")
          .where("ticket_id", "is", null)
          .where("created_at", "<", now() - keptMs)
          .where("state", "not in", ["queued", "received", "parked"])
          // Its file goes first.
          .where(({ exists, not, selectFrom }) =>
            not(exists(selectFrom("mail_sources").select("mail_id").whereRef("mail_sources.mail_id", "=", "mails.id"))),
          )
          .orderBy("created_at")
          .limit(rowsAtOnce),
      )
      .execute(),
  );
}
