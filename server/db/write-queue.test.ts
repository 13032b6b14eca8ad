import { describe, expect, it, onTestFinished } from "vitest";
import { openTestDatabase } from "../testing/engines.ts";
import type { Tx } from "./database.ts";

async function open() {
  const { database, close } = await openTestDatabase("sqlite");
  onTestFinished(close);
  const names = async (): Promise<string[]> => {
    const rows = await database.read.selectFrom("settings").select("name").where("name", "like", "x%").execute();
    return rows.map(({ name }) => name).toSorted();
  };
  const put = ({ db }: Tx, name: string) => db.insertInto("settings").values({ name, value: "" }).execute();
  return { database, names, put };
}

const isDone = (results: readonly PromiseSettledResult<unknown>[]): boolean[] =>
  results.map(({ status }) => status === "fulfilled");

describe("writes that are committed together", () => {
  it("do not take their neighbours with them, whether the work fails or what follows from it", async () => {
    const { database, names, put } = await open();
    const write = (name: string, fault?: "work" | "ending") =>
      database.write(async (tx) => {
        await put(tx, name);
        if (fault === "work") throw new Error("The work fails");
        const make = async (): Promise<void> => {
          await put(tx, `${name} ended`);
          if (fault === "ending") throw new Error("What follows fails");
        };
        tx.endings.set(name, { make });
      });
    const writes = [write("x1"), write("x2", "work"), write("x3"), write("x4", "ending"), write("x5")];
    expect(isDone(await Promise.allSettled(writes))).toEqual([true, false, true, false, true]);
    expect(await names()).toEqual(["x1", "x1 ended", "x3", "x3 ended", "x5", "x5 ended"]);
    await write("x6");
    expect(await names()).toContain("x6 ended");
  });

  it("are not refused for what is undone after them", async () => {
    const { database, names, put } = await open();
    const first = database.write(async (tx) => {
      await put(tx, "x1");
      tx.endings.set("x1", { make: () => Promise.reject(new Error("What follows fails")) });
    });
    const second = database.write(async (tx) => {
      const row = await tx.db.selectFrom("settings").select("name").where("name", "=", "x1").executeTakeFirst();
      if (row) throw new Error("It is taken");
      await put(tx, "x2");
    });
    expect(isDone(await Promise.allSettled([first, second]))).toEqual([false, true]);
    expect(await names()).toEqual(["x2"]);
  });

  it("are followed once by what follows from several, and not by what was undone", async () => {
    const { database, names, put } = await open();
    const write = (name: string, isUndone = false) =>
      database.write(async (tx) => {
        await put(tx, name);
        tx.endings.set("same", { make: () => put(tx, `x ended by ${name}`).then(() => undefined) });
        if (isUndone) throw new Error("Undone");
      });
    await Promise.allSettled([write("x1", true), write("x2"), write("x3")]);
    expect(await names()).toEqual(["x ended by x2", "x2", "x3"]);
  });

  it("are cleared after, the lowest first, before anything follows from them", async () => {
    const { database } = await open();
    const acts: string[] = [];
    const act = (name: string) => async (): Promise<void> => void acts.push(name);
    const write = (at: number) =>
      database.write(async ({ endings }) => {
        endings.set(`${at}`, { clear: { at, run: act(`clear ${at}`) }, make: act(`make ${at}`) });
      });
    await Promise.all([write(3), write(20), write(1)]);
    expect(acts).toEqual(["clear 1", "clear 3", "clear 20", "make 3", "make 20", "make 1"]);
  });

  it("are refused, one by itself, where what follows from it fails, and nothing of it stays", async () => {
    const { database, names, put } = await open();
    const failing = database.write(async (tx) => {
      await put(tx, "x1");
      tx.endings.set("x1", { make: () => Promise.reject(new Error("What follows fails")) });
    });
    await expect(failing).rejects.toThrow("What follows fails");
    expect(await names()).toEqual([]);
  });
});
