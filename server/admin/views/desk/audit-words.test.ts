import { describe, expect, it } from "vitest";
import { deedOf, fieldName, valueText } from "./audit-words.ts";

describe("the audit trail in words", () => {
  it.each([
    ["staff.invited_again", "made a new link for"],
    ["staff.removed", "removed"],
    ["project.changed", "changed project"],
    ["api-key.created", "created api key"],
    ["customer.merge_undone", "merge undone customer"],
  ])("says %s as “%s”", (action, words) => expect(deedOf({ action })).toBe(words));

  it.each([
    ["loginRequired", "Login required"],
    ["permissions.closeTickets", "Permissions: close tickets"],
    ["name", "Name"],
  ])("names %s “%s”", (name, words) => expect(fieldName(name)).toBe(words));

  it.each([
    [true, "on"],
    [false, "off"],
    [null, "nothing"],
    ["", "nothing"],
    [[], "nothing"],
    [["a", "b"], "a, b"],
    [7, "7"],
    [{ x: 1 }, '{"x":1}'],
  ])("writes %j as “%s”", (value, words) => expect(valueText(value)).toBe(words));
});
