/**
 * Networks that an address has signed in from. Limits of a network are for strangers. An address that has signed in
 * from a network within 90 days is no stranger there, however many strangers share the network.
 *
 * Address and network are kept as signatures. So the table names nobody, and a look-up costs the same for every
 * address.
 */
import { prepared } from "../db/prepared.ts";
import type { Db, Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { addressKey } from "../mail-address.ts";

const dayMs = 86_400_000;
const rememberedMs = 90 * dayMs;

type FamiliarDeps = Pick<Deps, "secrets" | "now">;

/** Somebody who signs in: to a portal, by the id of its project, or to the staff page. */
export interface Address {
  door: "staff" | (string & {});
  email: string;
}

const personOf = ({ secrets }: Pick<Deps, "secrets">, { door, email }: Address): string =>
  secrets.sign("familiar-person", `${door}:${addressKey(email)}`);
const signedNetwork = ({ secrets }: Pick<Deps, "secrets">, network: string): string =>
  secrets.sign("familiar-network", network);

const find = prepared((db, arg: { person: string; network: string; since: number }) =>
  db
    .selectFrom("familiar_networks")
    .select("seen_at")
    .where("person", "=", arg.person)
    .where("network", "=", arg.network)
    .where("seen_at", ">", arg.since),
);

export async function isFamiliar(db: Db, deps: FamiliarDeps, address: Address, network: string): Promise<boolean> {
  const since = deps.now() - rememberedMs;
  const pair = { person: personOf(deps, address), network: signedNetwork(deps, network) };
  return (await find(db, { ...pair, since })).length > 0;
}

/** In the transaction that signs them in. */
export async function rememberNetwork(
  { db }: Tx,
  deps: FamiliarDeps,
  address: Address,
  network: string,
): Promise<void> {
  const seen = deps.now();
  await db
    .insertInto("familiar_networks")
    .values({ person: personOf(deps, address), network: signedNetwork(deps, network), seen_at: seen })
    .onConflict((conflict) => conflict.columns(["person", "network"]).doUpdateSet({ seen_at: seen }))
    .execute();
}

export async function forgetNetworks({ db }: Tx, deps: Pick<Deps, "secrets">, address: Address): Promise<void> {
  await db.deleteFrom("familiar_networks").where("person", "=", personOf(deps, address)).execute();
}

export async function sweepNetworks({ db }: Tx, now: number): Promise<void> {
  await db
    .deleteFrom("familiar_networks")
    .where("seen_at", "<=", now - rememberedMs)
    .execute();
}
