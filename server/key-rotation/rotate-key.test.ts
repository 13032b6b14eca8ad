import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { runCommand } from "citty";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSecrets } from "../access/secrets.ts";
import { rotateKey } from "../commands/rotate-key.ts";
import { readConfig } from "../config.ts";
import { migrate } from "../db/migrate.ts";
import { openDatabase, type OpenedDatabase } from "../db/open.ts";
import { createIdentityKey, identitySecret } from "../identity/store.ts";
import { queueMail } from "../mail/store.ts";
import { createProject } from "../projects/store.ts";
import { checkSecret, keptFingerprint } from "../secret-check.ts";
import { newKey, openSecrets } from "../secret-key.ts";
import { sealTotp, unsealTotp } from "../staff/second-factor.ts";
import { createStaff, updateStaff } from "../staff/store.ts";
import { engines, openTestDatabase, type TestDatabase } from "../testing/engines.ts";
import { sealedColumns } from "./reseal.ts";

describe.each(engines)("S24: the key of a desk can be changed, and its loss survived (%s)", (engine) => {
  let test: TestDatabase;
  let env: Record<string, string>;
  let said: string[];
  const old = newKey();
  beforeEach(async () => {
    test = await openTestDatabase(engine);
    said = [];
    env = { DATA_DIR: test.dir };
    if (test.target.engine === "postgres") Object.assign(env, { DATABASE_URL: test.target.url, SECRET_KEY: old });
    else writeFileSync(join(test.dir, "secret.key"), old);
    await fill(test.database);
    await test.database.close();
  });
  afterEach(() => test.close().catch(() => undefined));

  const fill = async (database: OpenedDatabase): Promise<void> => {
    const secrets = createSecrets(old);
    await checkSecret(database, secrets);
    await database.write(async (tx) => {
      const id = await createStaff(tx, { name: "Ada", email: "ada@desk.test", role: "admin", passwordHash: "x" }, 0);
      const factor = { totp_sealed: sealTotp(secrets, "GEZDGNBV"), totp_confirmed_at: 1, recovery_codes: '["hash"]' };
      await updateStaff(tx, id, factor);
      const project = await createProject(tx, { name: "Willow" }, 0);
      await createIdentityKey(tx, secrets, { projectId: project, id: "kid", secret: "of the site" }, 0);
      const content = { subject: "Hello", parts: [{ link: "Open", secret: "link" }] } as never;
      const deps = { secrets, now: () => 0, publicUrl: "https://desk.test" };
      const secret = { link: "https://desk.test/p/x#t=abc" };
      await queueMail(tx, deps, { projectId: project, recipient: "mia@mail.test", content, secrets: secret });
    });
  };
  const run = (words: string[], more: Record<string, string> = {}, ask?: (question: string) => Promise<string>) =>
    runCommand(
      rotateKey({
        version: "test",
        built: "",
        env: { ...env, ...more },
        say: (line) => void said.push(line),
        ...(ask && { ask }),
      }) as never,
      { rawArgs: words },
    );
  const within = async <T>(work: (database: OpenedDatabase) => Promise<T>): Promise<T> => {
    const database = await openDatabase(test.target);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  const next = newKey();
  /** The key of the next start, after the command. */
  const settle = (): void => {
    if (engine === "postgres") env["SECRET_KEY"] = next;
  };
  const given = { NEW_SECRET_KEY: next };

  it("takes everything sealed over to the new key in one go; the old one opens nothing", async () => {
    await run(["--yes"], given);
    await expect(within((database) => checkSecret(database, createSecrets(old)))).rejects.toThrow("rotate-key --lost");
    settle();
    await within(async (database) => {
      const secrets = await openSecrets(readConfig(env), database);
      expect(secrets.fingerprint).toBe(createSecrets(next).fingerprint);
      const staff = await database.read.selectFrom("staff").selectAll().executeTakeFirstOrThrow();
      expect([unsealTotp(secrets, staff.totp_sealed!), staff.recovery_codes]).toEqual(["GEZDGNBV", "[]"]);
      const { id } = await database.read.selectFrom("projects").select("id").executeTakeFirstOrThrow();
      expect(await identitySecret({ database, secrets }, id, "kid")).toBe("of the site");
      const { sealed } = await database.read.selectFrom("mails").select("sealed").executeTakeFirstOrThrow();
      expect(secrets.unseal(sealed!)["link"]).toContain("#t=abc");
    });
    expect(said.join("\n")).toContain("the recovery codes of 1 people of staff");
    expect(said.join("\n")).not.toContain(next);
  });

  it("names first what ends without the old key, asks, and then the desk starts again", async () => {
    if (engine === "sqlite") rmSync(join(test.dir, "secret.key"));
    const lost: Record<string, string> = engine === "postgres" ? { SECRET_KEY: next } : {};
    await expect(within((database) => openSecrets(readConfig({ ...env, ...lost }), database))).rejects.toThrow(
      "rotate-key --lost",
    );
    expect(existsSync(join(test.dir, "secret.key"))).toBe(false);
    await expect(run(["--lost"], lost)).rejects.toThrow("say --yes. Nothing was changed.");
    await expect(run(["--lost"], lost, async () => "no")).rejects.toThrow("Nothing was changed.");
    expect(said.join("\n")).toMatch(/two-step sign-in of 1 .*\n.*1 signing secrets.*\n.*1 mails/);
    await run(["--lost"], lost, async () => "yes");
    Object.assign(env, lost);
    await within(async (database) => {
      await openSecrets(readConfig(env), database);
      const staff = await database.read.selectFrom("staff").selectAll().executeTakeFirstOrThrow();
      expect([staff.totp_sealed, staff.totp_confirmed_at, staff.password_hash]).toEqual([null, null, "x"]);
      expect(await database.read.selectFrom("identity_keys").selectAll().execute()).toEqual([]);
    });
  });

  it("does not end anything where the key is not lost, and takes nothing over with a wrong one", async () => {
    await expect(run(["--lost", "--yes"], given)).rejects.toThrow("The key is not lost");
    if (engine === "sqlite") writeFileSync(join(test.dir, "secret.key"), newKey());
    await expect(run(["--yes"], { ...given, ...(engine === "postgres" && { SECRET_KEY: newKey() }) })).rejects.toThrow(
      "not the one of this desk",
    );
  });

  it("is refused while another process has the database open", async () => {
    const running = await openDatabase(test.target);
    try {
      await running.read.selectFrom("settings").selectAll().execute();
      await heard(running);
      await expect(run(["--yes"], given)).rejects.toThrow(/Stop (the server|every server) first/);
      expect(await keptFingerprint(running)).toBe(createSecrets(old).fingerprint);
    } finally {
      await running.close();
    }
  });

  /** On Postgres a process is known by the connection that listens. */
  const heard = (database: OpenedDatabase): Promise<void> =>
    engine === "sqlite"
      ? Promise.resolve()
      : new Promise((resolve) => {
          const stop = database.onEvents(() => {
            stop();
            resolve();
          });
          // Heard where it listens already; where it does not yet, the beginning of that is.
          void database.write(async (tx) => tx.emit({ projectId: "", type: "session.ended" }));
        });

  it("knows every column with something sealed in it", async () => {
    const tables = await within((database) => database.read.introspection.getTables());
    const found = tables.flatMap(({ name, columns }) =>
      columns.filter((column) => column.name.includes("sealed")).map((column) => [name, column.name]),
    );
    expect(found.toSorted()).toEqual(Object.entries(sealedColumns).toSorted());
  });
});

describe("S24: a change of keys that is cut off", () => {
  let dir: string;
  beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "deskbell-rotate-"))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    ["before the database had gone over leaves the old key", "old"],
    ["after it had is finished by the next start", "new"],
  ])("%s", async (_, belongs) => {
    const config = readConfig({ DATA_DIR: dir });
    const keys = { old: newKey(), new: newKey() };
    const database = await openDatabase(config.database);
    await migrate(database.writer, "sqlite");
    await checkSecret(database, createSecrets(keys[belongs as "old" | "new"]));
    writeFileSync(config.keyFile, keys.old);
    writeFileSync(`${config.keyFile}.next`, keys.new);
    const secrets = await openSecrets(config, database);
    await database.close();
    expect(secrets.fingerprint).toBe(createSecrets(keys[belongs as "old" | "new"]).fingerprint);
    expect(readFileSync(config.keyFile, "utf8").trim()).toBe(keys[belongs as "old" | "new"]);
  });
});
