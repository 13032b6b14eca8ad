/** Every filter asks the server, and the counts on the views say what the lists show. */
import { beforeAll, expect, test } from "vitest";
import type { ProjectItem, TicketCounts } from "../../server/contract/index.ts";
import { write } from "../testing/hands.ts";
import { choiceOf, choose as chooseFrom } from "./choose.ts";
import { typeThrough } from "../testing/hands.ts";
import { call } from "./call.ts";
import { sharedStaff } from "./shared.ts";
import { openView } from "./staff.ts";

const { world, hanna } = sharedStaff();
let projects: ProjectItem[];
beforeAll(async () => {
  await hanna.quickProject("Harbour Bikes");
  const key = await hanna.quickProject("Willow Tea");
  projects = (await hanna.call<{ items: ProjectItem[] }>("GET", "/projects")).items;
  const [bikes, tea] = projects as [ProjectItem, ProjectItem];
  const { inbox } = await hanna.call<{ inbox: { id: string } }>("POST", `/projects/${tea.id}/inboxes`, {
    name: "Wholesale",
  });
  const { staff } = await hanna.call<{ staff: { id: string } }>("GET", "/session");
  const make = async (subject: string, more: object, patch: object = {}): Promise<void> => {
    const { id } = await hanna.newTicket({ project: tea.id, subject, ...more });
    await hanna.call("PATCH", `/tickets/${id}`, patch);
  };
  // A ticket that staff start waits for its customer.
  await make(
    "Plain",
    { body: "A word about marmalade", name: "Mia Claes", email: "mia@example.com" },
    { status: "new" },
  );
  await make("Urgent", { priority: "urgent" }, { assignee: staff.id, status: "new" });
  await make("Idea", { type: "Idea/Feedback" }, { status: "waiting" });
  await make("Tagged", {}, { tags: ["vip", "50% off"], status: "on-hold" });
  await make("Wholesale box", { inbox: inbox.id }, { status: "solved" });
  await make("Wheel", { project: bikes.id }, { status: "closed" });
  // The network's thirty an hour are used up by the first thirty.
  const portal = `/api/portal/${key}`;
  const { token } = await call<{ token: string }>(hanna.page, "POST", `${portal}/visitors`);
  for (let at = 0; at < 31; at++)
    await call(hanna.page, "POST", `${portal}/tickets`, { subject: `Flood ${at}`, body: "x" }, token);
  await hanna.page.reload();
});

const rows = (): Promise<string[]> =>
  hanna.page.locator("a[data-ticket] .subject").evaluateAll((found) => found.map(({ textContent }) => textContent));
const quiet = (subjects: string[]): string[] => subjects.filter((subject) => !subject.startsWith("Flood")).sort();
const shows = (...subjects: string[]): Promise<void> =>
  expect.poll(async () => quiet(await rows()), { timeout: 5_000 }).toEqual(subjects.sort());
const view = (name: string): Promise<void> => openView(hanna.page, name);
const choose = (filter: string, value: string): Promise<void> =>
  chooseFrom(hanna.page.locator(".filters"), filter, value);

test("each view shows its own, and its count says how many", async () => {
  const { counts } = await hanna.call<{ counts: TicketCounts }>("GET", "/tickets/counts");
  const inStatus = { new: 32, open: 0, waiting: 1, "on-hold": 1, solved: 1, closed: 1 };
  // U-M24: what nobody has and somebody has to answer.
  expect(counts).toEqual({ ...inStatus, mine: 1, unassigned: 31, held: 1 });
  for (const [name, subjects] of [
    ["Open 32", ["Plain", "Urgent"]],
    ["Mine 1", ["Urgent"]],
    ["Unassigned 31", ["Plain"]],
    ["Waiting 1", ["Idea"]],
    ["On hold 1", ["Tagged"]],
    ["Solved 1", ["Wholesale box"]],
    ["Closed 1", ["Wheel"]],
    ["Held back 1", []],
    ["All tickets", ["Plain", "Urgent", "Idea", "Tagged", "Wholesale box", "Wheel"]],
  ] as const) {
    await view(name);
    await shows(...subjects);
  }
});

test("project, inbox, priority, assignee, type and tag narrow a list, alone and together", async () => {
  await view("All tickets");
  await hanna.page.getByRole("button", { name: /Filters/ }).click();
  for (const [filter, value, ...subjects] of [
    ["Project", "Harbour Bikes", "Wheel"],
    ["Inbox", "Wholesale · Willow Tea", "Wholesale box"],
    ["Priority", "Urgent", "Urgent"],
    ["Assignee", "Me", "Urgent"],
    ["Type", "Idea/Feedback", "Idea"],
  ] as const) {
    await choose(filter, value);
    await shows(...subjects);
    await hanna.page.getByRole("button", { name: "Filters (1)" }).waitFor();
    await hanna.page.getByRole("link", { name: "Clear filters" }).click();
    await shows("Plain", "Urgent", "Idea", "Tagged", "Wholesale box", "Wheel");
  }
  for (const [tag, ...subjects] of [["vip", "Tagged"], ["50% off", "Tagged"], ["vi"]] as const) {
    await write(hanna.page.getByLabel("Tag", { exact: true }), tag);
    await hanna.page.getByLabel("Tag", { exact: true }).press("Enter");
    await shows(...subjects);
  }
  await write(hanna.page.getByLabel("Tag", { exact: true }), "");
  await hanna.page.getByLabel("Tag", { exact: true }).press("Enter");
  await choose("Assignee", "Unassigned");
  await choose("Project", "Willow Tea");
  await shows("Plain", "Idea", "Tagged", "Wholesale box");
  expect(new URL(hanna.page.url()).hash).toMatch(/assignee=none/);
  await hanna.page.getByRole("link", { name: "Clear filters" }).click();
});

test("the search finds words, names, addresses and numbers, and a list that finds nothing offers the way back", async () => {
  await view("All tickets");
  const search = hanna.page.getByRole("searchbox", { name: "Search tickets" });
  for (const [words, ...subjects] of [
    ["marmal", "Plain"],
    ["claes", "Plain"],
    ["mia@example.com", "Plain"],
    ["wholesale box", "Wholesale box"],
    ["#1", "Plain", "Wheel"],
    ["no such word"],
  ] as const) {
    await write(search, words);
    await shows(...subjects);
  }
  await hanna.page.getByText("No ticket found for “no such word”.").waitFor();
  await hanna.page.getByRole("heading", { level: 1, name: "Search tickets" }).waitFor();
  await hanna.page.getByRole("link", { name: "Clear the search" }).click();
  await hanna.page.getByRole("heading", { level: 1, name: "All tickets" }).waitFor();
  await shows("Plain", "Urgent", "Idea", "Tagged", "Wholesale box", "Wheel");
  expect(await search.inputValue()).toBe("");
});

test("X5: no place of the page's side moves when the counts arrive", async () => {
  const side = hanna.page.getByRole("navigation", { name: "Desk" }).getByRole("link");
  const tops = (): Promise<Record<string, number>> =>
    side.evaluateAll((links) =>
      Object.fromEntries(links.map((link) => [link.getAttribute("href"), link.getBoundingClientRect().top])),
    );
  const counted = Promise.withResolvers<void>();
  await hanna.page.route("**/api/staff/tickets/counts*", async (route) => {
    await counted.promise;
    await route.continue();
  });
  await view("All tickets");
  await hanna.page.reload();
  await hanna.page.getByRole("link", { name: "Plain" }).waitFor();
  const before = await tops();
  expect(Object.keys(before).length).toBeGreaterThan(10);
  counted.resolve();
  await hanna.page.getByRole("link", { name: "Held back 1" }).waitFor();
  expect(await tops()).toMatchObject(before);
  await hanna.page.unroute("**/api/staff/tickets/counts*");
});

test("what is held back is let in by one button, and then counts as open", async () => {
  await view("Held back");
  await hanna.openTicket("Flood 30");
  await hanna.page.getByText("This ticket is held back").waitFor();
  await hanna.page.getByRole("button", { name: "Let it in" }).click();
  await hanna.page.getByText("This ticket is held back").waitFor({ state: "detached" });
  await hanna.page.getByRole("link", { name: "Open 33" }).waitFor();
  await expect.poll(rows).toEqual([]);
  // U-m35: a place where nothing waits is no place.
  await view("Open");
  await hanna.page.getByRole("link", { name: "Held back" }).waitFor({ state: "detached" });
});

test("after a ticket that left the list by its answer, the keyboard goes on where it stood", async () => {
  const { page } = hanna;
  await view("Open 33");
  await expect.poll(async () => (await rows()).length).toBe(33);
  const [, second, third] = await rows();
  await page.locator("a[data-ticket]").nth(1).press("Enter");
  await page.getByRole("heading", { name: second!, exact: true }).waitFor();
  await hanna.reply("Here is your answer.");
  await expect.poll(async () => (await rows())[1]).toBe(third);
  const focused = (): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.querySelector(".subject")?.textContent);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect.poll(focused).toBe(third);
  // U-p1: seen by a bar, and by a frame only where colours are forced.
  const bar = await page
    .locator("a[data-ticket]:focus")
    .evaluate((row) => [getComputedStyle(row, "::before").inlineSize, getComputedStyle(row).outlineColor]);
  expect(bar).toEqual(["6px", "rgba(0, 0, 0, 0)"]);
});

test("U-m26, U-m18: on a phone the way out is in reach and no keys are offered; on a wide screen lines stay short", async () => {
  const storageState = await hanna.page.context().storageState();
  const options = { storageState, hasTouch: true, isMobile: true, viewport: { width: 390, height: 560 } };
  const page = await (await world.newPerson(options)).newPage();
  await page.goto("https://desk.test/admin#tickets?view=all");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("button", { name: "(My account)" }).tap();
  const { y, height } = (await page.getByRole("menuitem", { name: "Sign out" }).boundingBox())!;
  expect(y + height).toBeLessThanOrEqual(560);
  expect(await page.getByRole("menuitem", { name: "Shortcuts" }).count()).toBe(0);
  await page.goto(page.url().replace(/#.*/, `#tickets/${(await hanna.ticketsCalled("Plain"))[0]!.id}`));
  await page.getByRole("button", { name: "Link", exact: true }).waitFor();
  const foot = page.locator(".composer-foot button");
  const tops = foot.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect((await tops).length).toBe(7);
  expect(new Set(await tops).size).toBe(1);
  await hanna.page.setViewportSize({ width: 1920, height: 720 });
  await hanna.openTicket("Plain");
  const widths = hanna.page.locator(".composer, .letter").evaluateAll((all) => all.map((one) => one.clientWidth));
  expect(Math.max(...(await widths))).toBeLessThanOrEqual(760);
  expect((await widths).length).toBeGreaterThan(1);
  await hanna.page.setViewportSize({ width: 1280, height: 720 });
});

test("U-M26: a new ticket is To, Subject, Message, typed through, for any address or for somebody known", async () => {
  const { page } = hanna;
  const tea = projects.find(({ name }) => name === "Willow Tea")!;
  for (const name of ["Amara Diallo", "Marta Kowalska"]) {
    const email = `${name.split(" ")[0]!.toLowerCase()}@example.com`;
    await hanna.call("POST", "/customers", { project: tea.id, name, email });
  }
  const form = page.locator(".new-ticket form");
  const to = form.getByRole("combobox", { name: "To" });
  const begin = async (): Promise<void> => {
    await page.keyboard.press("c");
    await to.and(page.locator(":focus")).waitFor();
  };
  await view("Open 32");
  await begin();
  await typeThrough(page, ["nora@example.com", "By address", "Written from To to Message."]);
  await form.getByText("Nothing is mailed.").waitFor();
  await page.keyboard.press("ControlOrMeta+Enter");
  // U-M30: there are two projects, and nobody has chosen one.
  await form.getByText("Choose the project that this ticket belongs to.").waitFor();
  await chooseFrom(form, "Project", "Willow Tea");
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("heading", { name: "By address" }).waitFor();
  const [made] = await hanna.ticketsCalled("By address");
  expect(made).toMatchObject({
    project: { name: "Willow Tea" },
    from: { email: "nora@example.com", customerId: null },
  });

  await begin();
  await page.keyboard.type("mar");
  const people = page.getByRole("option");
  // By the beginnings of words: Amara is not meant.
  await expect.poll(() => people.locator("bdi:first-child").allTextContents()).toEqual(["Marta Kowalska"]);
  await page.keyboard.press("Enter");
  await form.getByText("marta@example.com").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await typeThrough(page, ["For somebody known", "Hello Marta"]);
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("heading", { name: "For somebody known" }).waitFor();
  const [known] = await hanna.ticketsCalled("For somebody known");
  // The project followed the person.
  expect(known).toMatchObject({ project: { name: "Willow Tea" }, from: { name: "Marta Kowalska" } });

  await begin();
  await typeThrough(page, ["mar", "For nobody", "Half a name is nobody."]);
  await page.keyboard.press("ControlOrMeta+Enter");
  await form.getByText("This is not a complete email").waitFor();
  expect(await hanna.ticketsCalled("For nobody")).toEqual([]);
});

test("U-M30: no project is chosen by the alphabet where people are added or imported", async () => {
  const { page } = hanna;
  await page.goto("https://desk.test/admin#customers");
  await page.getByRole("button", { name: "Add customer" }).click();
  const dialog = page.getByRole("dialog");
  const project = choiceOf(dialog, "Project");
  expect(await project.textContent()).toBe("Choose a project");
  await dialog.locator("input:focus").waitFor();
  await typeThrough(page, ["Zoe Anders", "zoe@example.com"]);
  await page.keyboard.press("Enter");
  await dialog.getByText("Please fill this in.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Import" }).click();
  await page.getByRole("heading", { name: "Import", exact: false }).first().waitFor();
  expect(await choiceOf(page.locator("main"), "Project").textContent()).toBe("Choose a project");
  await page.goto(
    `https://desk.test/admin#customers?project=${projects.find(({ name }) => name === "Willow Tea")!.id}`,
  );
  await page.getByRole("button", { name: "Add customer" }).click();
  expect(await project.textContent()).toBe("Willow Tea");
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Import" }).click();
  await expect.poll(() => choiceOf(page.locator("main"), "Project").textContent()).toBe("Willow Tea");
});

test("U-m20: on every page the title stands at the same place, and what is under it begins at the same edge", async () => {
  const { page } = hanna;
  const tea = projects.find(({ name }) => name === "Willow Tea")!;
  const { company } = await hanna.call<{ company: { id: string } }>("POST", "/companies", {
    project: tea.id,
    name: "Tasse & Kanne",
  });
  const { customer } = await hanna.call<{ customer: { id: string } }>("POST", "/customers", {
    project: tea.id,
    name: "Lea Brandt",
    email: "lea@example.com",
  });
  const places = [
    "tickets?view=all",
    "mail",
    "customers",
    `customers/${customer.id}`,
    `customers/${customer.id}/view`,
    "companies",
    `companies/${company.id}`,
    "import",
    "settings",
    `settings/${tea.id}/general`,
    "keys",
    "staff",
    "audit",
    "blocked",
    "account",
  ];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 800 });
    const frames = new Map<string, string[]>();
    for (const place of places) {
      await page.evaluate(async (hash) => {
        location.hash = hash;
        // What was there before is drawn over.
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      }, place);
      await page.locator(".page-head > h1").waitFor();
      const frame = await page.locator(".page-head").evaluate((head) => {
        const start = (of: Element): number => of.getBoundingClientRect().x;
        // What narrows a list of people reaches to the edges of a phone, and is scrolled there.
        const below = document.querySelector(".people-tools > *") ?? head.nextElementSibling!;
        const title = head.querySelector("h1")!;
        const { fontSize } = getComputedStyle(title);
        return JSON.stringify({
          top: title.getBoundingClientRect().top + parseFloat(getComputedStyle(title).paddingTop),
          fontSize,
          edge: start(head),
          // On a phone the way back is a sign between the button of the side and the title.
          ...(innerWidth > 767 && { name: start(head.querySelector(".crumbs, h1")!) }),
          below: start(below),
        });
      });
      frames.set(frame, [...(frames.get(frame) ?? []), place]);
    }
    expect(Object.fromEntries(frames)).toEqual({ [[...frames.keys()][0]!]: places });
  }
  await page.setViewportSize({ width: 1280, height: 720 });
  await page.goto("https://desk.test/admin#tickets?view=all");
  await expect.poll(async () => (await page.locator(".row .subject").first().boundingBox())?.x).toBe(248);
  await page.goto("https://desk.test/admin#customers");
  await expect.poll(async () => (await page.locator("th.tick input").boundingBox())?.x).toBe(248);
});

test("U-m18, U-p4: with nothing open the list has the page to itself, and opening a ticket moves no row", async () => {
  const { page } = hanna;
  await page.setViewportSize({ width: 1440, height: 720 });
  await page.goto("https://desk.test/admin#tickets?view=all");
  const list = page.getByRole("region", { name: "List of tickets" });
  const width = (of = list): Promise<number> => of.evaluate(({ clientWidth }) => clientWidth);
  expect(await width()).toBe(1440 - 224);
  // Room for what is a picture or nothing at all beside a ticket.
  const urgent = page.locator("a[data-ticket]", { hasText: "Urgent" });
  const [name, project] = ["Hanna Peeters", "Willow Tea"].map((words) => urgent.getByText(words, { exact: true }));
  expect([await name!.isVisible(), await project!.isVisible()]).toEqual([true, true]);

  const row = page.locator("a[data-ticket]").nth(20);
  await row.scrollIntoViewIfNeeded();
  const top = async (): Promise<number> => (await row.boundingBox())!.y;
  const before = await top();
  const subject = (await row.locator(".subject").textContent())!;
  await row.click();
  await page.getByRole("heading", { name: subject, exact: true }).waitFor();
  expect(await top()).toBe(before);
  expect(await width()).toBeLessThan(400);
  expect([await name!.isVisible(), await project!.isVisible()]).toEqual([false, false]);
  await page.keyboard.press("Escape");
  await page.locator("main:not([data-pane])").waitFor();
  expect([await top(), await width()]).toEqual([before, 1440 - 224]);

  // One line of filters over the page are four beside a ticket, and push the rows down.
  await page.keyboard.press("f");
  await page.locator("#filters").waitFor();
  const last = await page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>("a[data-ticket]")];
    return rows.findLastIndex((one) => one.getBoundingClientRect().bottom <= innerHeight);
  });
  await page.locator("a[data-ticket]").nth(last).click();
  await page.locator("main[data-pane]").waitFor();
  const { y, height } = (await page.locator("a[data-ticket]").nth(last).boundingBox())!;
  // A list scrolls by whole pixels.
  expect(Math.floor(y + height)).toBeLessThanOrEqual(720);
  await page.keyboard.press("Escape");
  await page.keyboard.press("f");

  await page.goto("https://desk.test/admin#mail");
  expect(await width(page.getByRole("region", { name: "List of mails" }))).toBe(1440 - 224);
  await page.setViewportSize({ width: 1280, height: 720 });
});
