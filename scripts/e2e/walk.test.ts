import { describe, expect, test } from "vitest";
import type { Engine } from "./desk.ts";
import { sharedWorld } from "./shared.ts";
import { firstAdministrator } from "./staff.ts";
import { visit } from "./visitor.ts";
import { watch } from "./watch.ts";

const engines: Engine[] = ["sqlite", "postgres"];

/** Every byte there is, so that nothing on the way can have taken it for text. */
const everyByte = Buffer.from(Array.from({ length: 4096 }, (_, at) => at % 256));

describe.each(engines)("from clone to answer on %s", (engine) => {
  const world = sharedWorld(engine);

  test("a ticket with a file goes from a shop's page to the desk, and answer and status come back live", async () => {
    const hanna = await firstAdministrator(world);
    world.sites.useKey(await hanna.createProject("Willow Tea"));
    await hanna.openQueue();

    const shopPage = await world.newPage();
    const watched = await watch(shopPage);
    const mia = await visit(shopPage);
    await mia.write({
      subject: "My tin arrived dented",
      body: "The lid does not close any more.\nA picture is attached.",
      name: "Mia Claes",
      email: "mia@example.com",
      files: [{ name: "dented.bin", mimeType: "application/octet-stream", buffer: everyByte }],
    });
    await mia.sendAfterTyping();
    await mia.thanks();

    // The queue was open all along: the ticket comes by itself.
    await hanna.openTicket("My tin arrived dented");
    await hanna.message("The lid does not close any more.").waitFor();
    const arriving = hanna.page.waitForEvent("download");
    await hanna.page.getByRole("link", { name: /dented\.bin/ }).click();
    const chunks: Buffer[] = [];
    for await (const chunk of await (await arriving).createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(everyByte)).toBe(true);

    await mia.seeTicket();
    await hanna.reply("We send you a new tin today. Which colour would you like?");
    await mia.panel.getByText("Which colour would you like?").waitFor();
    await mia.panel.getByText("Waiting for you").first().waitFor();

    await mia.reply("Green, please.");
    await hanna.message("Green, please.").waitFor();

    expect(watched).toMatchObject({ dialogs: [], pageErrors: [], foreign: [] });
    expect(await watched.violations()).toEqual([]);
  });
});
