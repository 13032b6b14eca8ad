/** Numbers that look thrown and are the same in every run: two desks of one size can be compared row by row. */
export interface Dice {
  /** At least 0, below 1. */
  share(): number;
  /** A whole number from 0, below `end`. */
  below(end: number): number;
  /** The same, small numbers far more often, as words and tags are used. */
  rare(end: number): number;
  /** True in so many of 100 throws. */
  percent(chance: number): boolean;
  pick<T>(values: readonly T[]): T;
  /** By weights that need not add up to anything. */
  weighted<T extends string>(weights: Record<T, number>): T;
  /** 32 hex digits, as `newId` gives them. */
  id(): string;
}

/** mulberry32: a few lines with a period of 2^32, which is more than a million tickets throw. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const share = (): number => next() / 2 ** 32;
  const below = (end: number): number => Math.floor(share() * end);
  return {
    share,
    below,
    rare: (end) => Math.floor(end ** share()) - 1,
    percent: (chance) => share() * 100 < chance,
    pick: (values) => values[below(values.length)]!,
    weighted(weights) {
      const entries = Object.entries(weights) as [never, number][];
      let left = share() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of entries) if ((left -= weight) < 0) return value;
      return entries.at(-1)![0];
    },
    id: () => [next(), next(), next(), next()].map((part) => part.toString(16).padStart(8, "0")).join(""),
  };
}
