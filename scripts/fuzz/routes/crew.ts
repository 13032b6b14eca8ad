/** What everybody of the table of rights comes with, whatever has been done to them before. */
import type { ApiScope } from "../../../server/contract/people.ts";
import type { Ask } from "../../../server/testing/desk.ts";
import { portalPeople } from "../../../server/testing/rights/table.ts";
import type { Scene } from "../../../server/testing/rights/scene.ts";
import type { Make, Sent } from "../../../server/testing/rights/sent.ts";

const scopes: ApiScope[] = ["customers:read", "customers:write", "tickets:read"];
const emails = { agent: "bo@desk.test", administrator: "cleo@desk.test" };

export const isAtPortal = (person: string): boolean => (portalPeople as readonly string[]).includes(person);

export interface Crew {
  credentialsOf(person: string): Promise<Ask>;
  /** What a row sends, prepared by an administrator whom the call before may have shut out. */
  make(row: Make | undefined): Promise<Sent>;
  /** Staff and projects are again as they were: nobody can do anything at a desk that one call has shut. */
  heal(): Promise<void>;
}

export async function openCrew(scene: Scene): Promise<Crew> {
  const { desk, tokenOf } = scene;
  const { database, sessions } = desk;
  const staff = await database.read.selectFrom("staff").selectAll().execute();
  const projects = await database.read.selectFrom("projects").selectAll().execute();
  const cookies = new Map<string, string>();
  let key: string | undefined;

  const heal = async (): Promise<void> => {
    await database.write(async ({ db }) => {
      for (const { id, ...row } of staff) await db.updateTable("staff").set(row).where("id", "=", id).execute();
      for (const { id, ...row } of projects) await db.updateTable("projects").set(row).where("id", "=", id).execute();
      await db.updateTable("api_keys").set({ off_at: null }).execute();
    });
    if (!(await sessions.validate(desk.admin.split("=")[1] ?? ""))) await desk.signInAgain();
  };

  const staffCookie = async (person: keyof typeof emails): Promise<string> => {
    const known = cookies.get(person);
    if (known !== undefined && (await sessions.validate(known))) return `__Host-deskbell=${known}`;
    await heal();
    const { id } = staff.find(({ email }) => email === emails[person])!;
    const token = await database.write((tx) => sessions.create(tx, "staff", { userId: id }));
    cookies.set(person, token);
    return `__Host-deskbell=${token}`;
  };

  const siteKey = async (): Promise<string> => {
    const answer = await desk.ask("/api/staff/customers?limit=1", key === undefined ? {} : { token: key });
    if (answer.status === 200) return key!;
    await heal();
    key = (await desk.ask("/api/staff/api-keys", { body: { name: "Shop", scopes }, cookie: desk.admin })).body.key;
    return key!;
  };

  return {
    heal,
    async make(row) {
      try {
        return (await row?.(scene)) ?? {};
      } catch {
        await heal();
        return (await row?.(scene)) ?? {};
      }
    },
    async credentialsOf(person) {
      if (person === "nobody") return {};
      if (person === "key") return { token: await siteKey() };
      if (isAtPortal(person)) return { token: await tokenOf(person as never) };
      return { cookie: await staffCookie(person as keyof typeof emails) };
    },
  };
}
