import { describe, expect, it } from "vitest";
import { changesOf, deedOf, fieldName, valueText, wasThere } from "./audit-words.ts";

describe("the audit trail in words", () => {
  it.each([
    ["staff.invited_again", ["{who}", " made a new link for ", "{what}"]],
    ["staff.totp_on", ["{who}", " turned two-step sign-in on"]],
    ["customer.merge_undone", ["{who}", " undid a merge into ", "{what}"]],
    ["ship.sunk", ["{who}", ": ship.sunk ", "{what}"]],
  ])("says %s as %j", (action, pieces) => expect(deedOf({ action })).toEqual(pieces));

  it.each([
    ["loginRequired", "Login required"],
    ["permissions.closeTickets", "Permissions: Close own tickets"],
    ["name", "Name"],
    ["helpDocs", "Help docs"],
  ])("names %s “%s”", (name, words) => expect(fieldName(name)).toBe(words));

  it.each([
    ["enabled", true, "on"],
    ["enabled", false, "off"],
    ["locale", null, "nothing"],
    ["email", "", "nothing"],
    ["types", [], "nothing"],
    ["types", ["a", "b"], "a, b"],
    ["rows", 7, "7"],
    ["x", { y: 1 }, '{"y":1}'],
    ["role", "admin", "Administrator"],
    ["scopes", ["customers:read"], "Read customers"],
    ["permissions.priority", "edit", "View and change"],
    ["permissions.seeAgents", false, "No"],
    ["permissions.seeAgents", undefined, "nothing"],
  ])("writes %s %j as “%s”", (name, value, words) => expect(valueText(name, value)).toBe(words));

  it.each([
    [null, false],
    [undefined, false],
    ["", false],
    [0, false],
    [[], false],
    [false, true],
    ["agent", true],
    [7, true],
  ])("U-m36: from %j says where it came from: %j", (before, says) => expect(wasThere(before)).toBe(says));

  it("has a line for each permission that changed, and for no other", () => {
    const permissions: [unknown, unknown] = [
      { seeAgents: true, type: "view" },
      { tags: "view", type: "view" },
    ];
    expect(changesOf({ changes: { name: ["A", "B"], permissions } })).toEqual([
      { name: "name", before: "A", after: "B" },
      { name: "permissions.seeAgents", before: true, after: undefined },
      { name: "permissions.tags", before: undefined, after: "view" },
    ]);
  });
});
