import { expect, it } from "vitest";
import { keyFor } from "./sending-key.ts";

const content = { body: "Hello", attachments: ["f1"] };

it("keeps the key of the same content over a failed try and a reload", () => {
  const first = keyFor(null, content);
  const stored = JSON.parse(JSON.stringify(first)) as typeof first;
  expect(keyFor(stored, { ...content }).key).toBe(first.key);
});

it("takes another key as soon as the content is another", () => {
  const first = keyFor(null, content);
  expect(keyFor(first, { ...content, body: "Hello." }).key).not.toBe(first.key);
  expect(keyFor(first, { ...content, internal: true }).key).not.toBe(first.key);
});
