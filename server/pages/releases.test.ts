import { describe, expect, it } from "vitest";
import { withDesk } from "../testing/with-desk.ts";
import { engines } from "../testing/engines.ts";
import { asset } from "./assets.ts";
import { keptAssets } from "./kept-assets.ts";

describe.each(engines)("files of older releases (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  it("S16: are read and compressed once, however many ask", async () => {
    const body = Buffer.from("export const words = 'released';\n".repeat(500));
    const row = { version: "0.0.9", name: "main.js", body, integrity: "" };
    await desk.database.write(({ db }) => db.insertInto("widget_files").values(row).execute());
    const ask = async (encoding: string): Promise<Buffer> => {
      const answer = await desk.app.request("/w/0.0.9/main.js", { headers: { "Accept-Encoding": encoding } });
      expect(answer.status).toBe(200);
      return Buffer.from(await answer.arrayBuffer());
    };
    const [first, ...others] = await Promise.all(Array.from({ length: 20 }, () => ask("gzip, br")));
    expect(others.every((one) => one.equals(first!))).toBe(true);
    // What is compressed anew has to be read anew.
    await desk.database.write(({ db }) => db.deleteFrom("widget_files").where("version", "=", "0.0.9").execute());
    expect((await ask("gzip, br")).equals(first!)).toBe(true);
    expect((await ask("identity")).equals(body)).toBe(true);
    expect((await desk.app.request("/w/0.0.9/other.js")).status).toBe(404);
  });
});

describe.each(engines)("the snippets of a project (%s)", (engine) => {
  const { it, desk } = withDesk(engine);

  const snippetsOf = async (portal: Record<string, unknown>): Promise<string[]> => {
    const { snippets } = await desk.project("Acme", portal);
    // What does not change with the project.
    return [snippets.simple, snippets.pinned.split("\n").at(-1)!].map((tag) =>
      tag.replace(/^.* data-portal="[^"]*"/, ""),
    );
  };

  it("U-M2: carry colour and label, since the button is drawn before anything is asked", async () => {
    const branding = { color: "#ffdd00", label: 'Ask "us" & <them>' };
    const tag = ' data-color="#ffdd00" data-label="Ask &quot;us&quot; &amp; &lt;them>"></script>';
    expect(await snippetsOf({ branding })).toEqual([tag, tag]);
  });

  it("U-M2: name the button in the portal's language, and leave it to the visitor's where it has none", async () => {
    expect(await snippetsOf({ locale: "de" })).toEqual(Array(2).fill(' data-label="Hilfe"></script>'));
    expect(await snippetsOf({})).toEqual(Array(2).fill("></script>"));
  });
});

describe("S16: what is kept of older releases is bounded", () => {
  it("keeps those asked for last, and nothing that is not there or failed", async () => {
    let loads = 0;
    let works = false;
    const find = keptAssets(async (version, name) => {
      loads += 1;
      if (name === "missing.js") return undefined;
      if (name === "broken.js" && !works) throw new Error("The database is away.");
      return asset(name, Buffer.from(version));
    });
    for (let n = 0; n < 100; n++) await find(`1.${n}`, "main.js");
    await find("1.0", "main.js");
    expect(loads).toBe(100);
    await find("1.100", "main.js");
    await find("1.0", "main.js");
    expect(loads).toBe(101);
    await find("1.1", "main.js");
    expect(loads).toBe(102);
    for (let n = 0; n < 300; n++) expect(await find(`2.${n}`, "missing.js")).toBeUndefined();
    expect(loads).toBe(402);
    await expect(find("1.0", "broken.js")).rejects.toThrow("away");
    works = true;
    expect((await find("1.0", "broken.js"))!.body.toString()).toBe("1.0");
  });
});
