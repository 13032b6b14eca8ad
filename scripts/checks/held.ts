/**
 * What an adversary tried in November 2026 and what held, each row with the test that goes on asking: a file, and words
 * of the test's name.
 */
export const held: [what: string, ...tests: [file: string, name: string][]][] = [
  ["a stranger at somebody's ticket, by every route of the portal", ["access/rights-matrix", "at the portal"]],
  [
    "a colleague reads and replies, and nothing once the permission is taken",
    ["access/races", "is gone at once for a colleague, ticket and signed link of its file alike"],
    ["access/rights-matrix", "finds the owner's words for whom they are meant"],
  ],
  [
    "every route of staff by keys of every scope, with a cookie alongside",
    ["access/rights-matrix", "at the desk"],
    ["access/races", "is no more for a key than its scopes, whoever's cookie comes along"],
  ],
  ["forged tokens of a site", ["identity/forged", "nor does a user that nobody signed, alone or beside a good token"]],
  [
    "sessions end where they should, with their streams",
    ["live/people", "ends the stream of a person who is deleted or whose address is changed"],
    ["staff/people", "removes somebody at once: sessions, streams and links end"],
    ["customers/customers", "counts another address as unproven: sessions, links and password of the old one are over"],
  ],
  [
    "one code, one link, one recovery code, many times at once",
    ["accounts/codes", "takes five tries, also when they come at once, and the right code on the fifth"],
    ["staff/second-factor", "takes a code once, and one step to either side of now"],
    ["staff/second-factor", "lets in by a recovery code, once each"],
  ],
  ["guessing one code in parallel", ["accounts/codes", "takes five tries, also when they come at once"]],
  [
    "the same key from many at once",
    ["tickets/exactly-once", "makes one ticket of twenty requests with the same key at once"],
    ["tickets/exactly-once", "refuses a key that comes back with another body"],
  ],
  [
    "signing in while a ticket is being sent",
    ["customers/joining", "makes no ticket for a visitor who signs in at the same moment: it is joined, or sent again"],
  ],
  ["the same new person of a site at once", ["identity/sign-in", "makes one customer of two tabs that come at once"]],
  [
    "staff, customers, companies, keys, blocks and merges at once",
    ["access/races", "make %s once"],
    ["access/races", "leave a project two site keys, no more"],
    ["access/races", "merge two people both ways: one merge is done, the other finds nobody"],
  ],
  ["JSON that means something to an object", ["access/mass-assignment", "at the portal: $label"]],
  ["signed links, changed", ["attachments/attachments", "ends a signed link after ten minutes, and at any change"]],
  [
    "files of others, and files that were not sent",
    ["tickets/isolation", "hands out a file to its reader only"],
    ["tickets/isolation", "does not put somebody else's upload on a message"],
  ],
  [
    "pages of other sites",
    ["portal/portal", "answers the sites on its list and no other"],
    ["staff/staff", "gives a cookie that only this host gets, over https, out of reach of scripts"],
  ],
  ["headers of every kind of answer", ["http/security-headers", "says what browsers may do with it"]],
  [
    "who is known, by bytes and by time",
    ["accounts/enumeration", "answers a hundred sign-ins by password alike"],
    ["staff/enumeration", "answers a hundred who forgot their password alike"],
  ],
  [
    "limits and the ways to write an address",
    ["access/limits", "counts a /64 of IPv6 as one network, and believes only its own proxy"],
    ["access/open-doors", "counts by the connection where no proxy of ours stands in front"],
  ],
  [
    "cells that a spreadsheet would run",
    ["imports/imports", "hands refused rows out so that no spreadsheet runs them"],
  ],
  [
    "kinds and names of files",
    ["attachments/attachments", "hands out %s as a plain download"],
    ["attachments/attachments", "shows the name %j as %j and never uses it as a path"],
  ],
];
