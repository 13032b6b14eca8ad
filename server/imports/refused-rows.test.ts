import { parse } from "csv-parse/sync";
import { expect, it, onTestFinished } from "vitest";
import { fileForm } from "../testing/conversation.ts";
import { openDesk } from "../testing/desk.ts";
import { engines } from "../testing/engines.ts";
import { staffAsk } from "../testing/people.ts";

it.each(engines)(
  "S6: hands refused rows out as wide as a list can be, not as a heading that goes on for ever (%s)",
  async (engine) => {
    const desk = await openDesk(engine);
    onTestFinished(() => desk.close());
    const project = await desk.project();
    const form = fileForm(`name,email${",a".repeat(30_000)}\n${"x\n".repeat(300)}`, "people.csv", "text/csv");
    const started = await staffAsk(desk, `/imports?project=${project.id}`, { form });
    await desk.jobs.runDue();
    const { text } = await staffAsk(desk, `/imports/${started.body.import.id}/refused.csv`);
    expect(text.length).toBeLessThanOrEqual(300 * 3_300);
    const [header, ...rows] = parse(text, { bom: true });
    const widths = new Set(rows.map((cells) => cells.length));
    expect([header!.length, rows.length, widths]).toEqual([1_002, 300, new Set([1_002])]);
    expect([header!.at(-1), rows[299]![0], rows[299]!.at(-1)]).toEqual([
      "reason",
      "x",
      "There is neither a mail address nor an id.",
    ]);
  },
);
