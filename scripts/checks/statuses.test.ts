/** What no type can ask for: that a status can be found, and has a colour of its own, on the staff page. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { viewRules } from "../../server/admin/state/filter.ts";
import { statuses } from "../../server/tickets/status.ts";

const styles = ["tokens", "queue"].map((name) => readFileSync(`server/admin/styles/${name}.css`, "utf8"));

test.each(statuses)("tickets that are %s are in a view that asks for little else", (status) => {
  const views = Object.values(viewRules).filter((rule) => !rule.assignee && rule.status?.includes(status));
  expect(views).toHaveLength(1);
});

test.each(statuses)("a ticket that is %s is marked by a colour", (status) => {
  const [tokens, queue] = styles.map((style) => style.match(/[-.]status-[a-z-]+/g));
  expect(tokens).toContain(`-status-${status}`);
  // What is closed is as quiet as the text around it.
  if (status !== "closed") expect(queue).toContain(`.status-${status}`);
});
