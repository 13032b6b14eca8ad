/** Settings, "Signed-in users": keys of a site, and the code that uses them, run as it is shown. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page as List } from "../../server/contract/index.ts";
import type { IdentityKey, ProjectItem, SignedIn } from "../../server/contract/index.ts";
import { run } from "../testing/run.ts";
import { call } from "./call.ts";
import { sharedStaff } from "./shared.ts";

const { hanna } = sharedStaff();
let folder: string;
let portal: string;
let projectId: string;
let secret: string;
beforeAll(async () => {
  await hanna.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  portal = await hanna.createProject("Willow Tea");
  projectId = (await hanna.call<List<ProjectItem>>("GET", "/projects")).items[0]!.id;
  folder = mkdtempSync(join(tmpdir(), "deskbell-site-code-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const press = (name: string): Promise<void> => hanna.page.getByRole("button", { name, exact: true }).click();
const copied = (): Promise<string> => hanna.page.evaluate(() => navigator.clipboard.readText());
const keys = async (): Promise<string[]> =>
  (await hanna.call<List<IdentityKey>>("GET", `/projects/${projectId}/identity-keys`)).items.map(({ id }) => id);

test("the first key shows its secret once", async () => {
  const { page } = hanna;
  await page.getByRole("link", { name: "Signed-in users" }).click();
  await page.getByText("No secret yet.").waitFor();
  await press("New secret");
  const dialog = page.getByRole("dialog", { name: "Your new secret" });
  await dialog.waitFor();
  // Nothing but its button takes it away: it cannot be read again.
  await page.keyboard.press("Escape");
  secret = await dialog.getByLabel("Secret", { exact: true }).inputValue();
  await press("Copy secret");
  expect(await copied()).toBe(secret);
  expect(await dialog.getByLabel("Key ID").inputValue()).toBe((await keys())[0]);
  await press("Done");
  await dialog.waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(secret);
  await page.reload();
  await page.getByText((await keys())[0]!, { exact: true }).waitFor();
  expect(await page.content()).not.toContain(secret);
});

test("the languages are tabs that arrow keys go through", async () => {
  const { page } = hanna;
  const chosen = (): Promise<string | null> => page.locator("[role=tab][aria-selected=true]").textContent();
  await page.getByRole("tab", { name: "Node" }).focus();
  for (const [key, name] of [
    ["ArrowRight", "PHP"],
    ["ArrowRight", "Python"],
    ["End", "Ruby"],
    ["ArrowRight", "Node"],
    ["ArrowLeft", "Ruby"],
    ["Home", "Node"],
  ] as const) {
    await page.keyboard.press(key);
    expect([await chosen(), await page.evaluate(() => document.activeElement?.textContent)]).toEqual([name, name]);
  }
});

interface Sample {
  tab: string;
  file: string;
  program: string;
  /** Loads the file and prints a token for this person. */
  print: string[];
  /** What has to stand in it, where the language is not installed here. */
  says: RegExp[];
}

const samples: Sample[] = [
  {
    tab: "Node",
    file: "token.mjs",
    program: process.execPath,
    print: [
      "--input-type=module",
      "-e",
      `import { supportToken } from "FILE"; console.log(supportToken({ id: 7, name: "Zoë Claes", email: "zoe@shop.test", emailVerified: true }))`,
    ],
    says: [/createHmac\("sha256", process\.env\.DESKBELL_SECRET\)/],
  },
  {
    tab: "PHP",
    file: "token.php",
    program: "php",
    print: [
      "-r",
      `require "FILE"; echo support_token(["id" => 7, "name" => "Zoë Claes", "email" => "zoe@shop.test", "email_verified" => true]);`,
    ],
    says: [
      /^<\?php\n/,
      /hash_hmac\("sha256", "\$head\.\$claims", getenv\("DESKBELL_SECRET"\), true\)/,
      /"sub" => \(string\)/,
    ],
  },
  {
    tab: "Python",
    file: "token_of_site.py",
    program: "python3",
    print: [
      "-c",
      `import sys; sys.path.insert(0, "FOLDER"); from token_of_site import support_token; print(support_token({"id": 7, "name": "Zoë Claes", "email": "zoe@shop.test", "email_verified": True}))`,
    ],
    says: [
      /hmac\.new\(secret, f"\{head\}\.\{claims\}"\.encode\(\), hashlib\.sha256\)/,
      /os\.environ\["DESKBELL_SECRET"\]/,
    ],
  },
  {
    tab: "Ruby",
    file: "token.rb",
    program: "ruby",
    print: [
      "-e",
      `require "FILE"; puts support_token(id: 7, name: "Zoë Claes", email: "zoe@shop.test", email_verified: true)`,
    ],
    says: [
      /OpenSSL::HMAC\.digest\("SHA256", ENV\.fetch\("DESKBELL_SECRET"\), "#\{head\}\.#\{claims\}"\)/,
      /alg: "HS256"/,
    ],
  },
];

describe.each(samples)("the code for $tab", ({ tab, file, program, print, says }) => {
  let path: string;
  beforeAll(async () => {
    await hanna.page.getByRole("tab", { name: tab }).click();
    await press("Copy code");
    path = join(folder, file);
    writeFileSync(path, await copied());
  });

  test("names this portal and this key, and holds no secret", async () => {
    const code = await copied();
    expect(code).toContain(`"${portal}"`);
    expect(code).toContain(`"${(await keys())[0]}"`);
    expect(code).not.toContain(secret);
    for (const part of says) expect(code).toMatch(part);
  });

  test("signs what the desk takes", async ({ skip }) => {
    const isInstalled = (await run(program, ["--version"])).ok;
    skip(!isInstalled, `${program} is not installed here, so its code was read and not run`);
    const args = print.map((part) => part.replace("FILE", path).replace("FOLDER", folder));
    const made = await run(program, args, { env: { DESKBELL_SECRET: secret, PYTHONDONTWRITEBYTECODE: "1" } });
    expect(made).toMatchObject({ ok: true });
    const jwt = made.output.trim();
    const answer = await call<SignedIn>(hanna.page, "POST", `https://desk.test/api/portal/${portal}/identity`, { jwt });
    expect(answer.customer).toMatchObject({ name: "Zoë Claes", email: "zoe@shop.test", externalId: "7" });
  });
});

test("a second key takes over, a third is not offered, and the old one is deleted", async () => {
  const { page } = hanna;
  const [old] = await keys();
  await press("New secret");
  await page.getByRole("dialog", { name: "Your new secret" }).waitFor();
  await press("Done");
  const [, fresh] = await keys();
  await page.getByText(`The code names the newest secret, ${fresh}.`).waitFor();
  await page.getByText("Two secrets at most.").waitFor();
  expect(await page.getByRole("button", { name: "New secret" }).isDisabled()).toBe(true);
  await press(`Delete the secret ${old}`);
  await page.getByRole("dialog", { name: "Delete this secret?" }).waitFor();
  await press("Delete secret");
  await page.getByText(old!, { exact: true }).waitFor({ state: "detached" });
  expect(await keys()).toEqual([fresh]);
  expect(await page.getByRole("button", { name: "New secret" }).isEnabled()).toBe(true);
});
