/** The SMTP door as this desk opens it: what it knows, how much it takes, and where it puts a mail. */
import { hasSpaceStill } from "../attachments/room.ts";
import type { Deps } from "../deps.ts";
import { receiveMail } from "./receive.ts";
import { openSmtpDoor, type SmtpDoor, type SmtpDoorOptions } from "./smtp-door.ts";
import { arrivalsAt, targetsOf } from "./targets.ts";

const maxMailBytes = 25 * 1024 * 1024;

type DoorDeps = Pick<Deps, "database" | "files" | "limiter" | "log" | "now"> & { mailDomain: string };

export function openMailDoor(
  deps: DoorDeps,
  settings: Pick<SmtpDoorOptions, "port" | "host" | "tls">,
): Promise<SmtpDoor> {
  const { database, files, limiter, log, now, mailDomain } = deps;
  return openSmtpDoor({
    ...settings,
    hostname: mailDomain,
    maxBytes: maxMailBytes,
    log,
    now,
    knows: async (address) => (await targetsOf(database.read, mailDomain, address)).length > 0,
    allow: (network, bytes) =>
      database.write(async (tx) => {
        if (bytes > 0) return (await limiter.take(tx, "mailedBytesOfNetwork", network, bytes)) === 0;
        // The largest mail that may come has room in it: what is taken afterwards is there to be taken.
        const wait = await limiter.wait(tx, "mailedBytesOfNetwork", network, maxMailBytes);
        return wait === 0 && (await limiter.take(tx, "mailsOfNetwork", network)) === 0;
      }),
    hasRoom: () => hasSpaceStill(files),
    async receive(content, { from, to, ip, network, helo }) {
      const arrivals = await arrivalsAt(database.read, mailDomain, to);
      await receiveMail(deps, content, arrivals, { door: "smtp", from, ip, network, helo });
    },
  });
}
