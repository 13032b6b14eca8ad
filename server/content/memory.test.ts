import { describe, expect, it } from "vitest";
import { createContentMemory } from "./memory.ts";
import { parseContent } from "./parse.ts";

function countingMemory(most: number) {
  const parsed: string[] = [];
  const memory = createContentMemory(most, (body) => {
    parsed.push(body);
    return parseContent(body);
  });
  return { memory, parsed };
}

describe("trees are kept by message", () => {
  it("S2: a message is parsed once, however many read it", () => {
    const { memory, parsed } = countingMemory(10_000);
    for (let reader = 0; reader < 50; reader++) {
      expect(memory.of("1", "*Hello*").content).toEqual(parseContent("*Hello*"));
    }
    expect(parsed).toEqual(["*Hello*"]);
  });

  it("shows no other text than the message's own, whoever changes a row", () => {
    const { memory } = countingMemory(10_000);
    memory.of("1", "Before");
    expect(memory.of("1", "After").content).toEqual(parseContent("After"));
    const { bytes } = memory;
    expect(memory.of("1", "After").content).toEqual(parseContent("After"));
    expect(memory.bytes).toBe(bytes);
  });

  it("S3: what is kept has an end, and what was read last stays", () => {
    const most = 50_000;
    const { memory, parsed } = countingMemory(most);
    memory.of("kept", "Read again and again");
    for (let i = 0; i < 1000; i++) {
      memory.of(`${i}`, "**a** ".repeat(1 + (i % 100)));
      memory.of("kept", "Read again and again");
      expect(memory.bytes).toBeLessThanOrEqual(most);
    }
    expect(parsed.filter((body) => body.startsWith("Read"))).toHaveLength(1);
  });

  it("S3: a message that is larger than all that may be kept is shown, and not kept", () => {
    const { memory } = countingMemory(1000);
    expect(memory.of("1", "a".repeat(20_000)).content).toHaveLength(1);
    expect(memory.bytes).toBe(0);
  });
});
