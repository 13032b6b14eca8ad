/** How long many requests took, in milliseconds. */
export interface Times {
  median: number;
  p95: number;
  max: number;
}

export function timesOf(all: readonly number[]): Times {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), max: at(1) };
}

export const inWords = ({ median, p95, max }: Times): string =>
  `median ${median.toFixed(1)}, p95 ${p95.toFixed(1)}, longest ${max.toFixed(0)} ms`;
