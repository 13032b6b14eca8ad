/** What a fault test has to say. */
export interface Outcome {
  held: boolean;
  acknowledged?: number;
  lost?: number;
  doubled?: number;
  /** Milliseconds from start to ready after each fault. */
  recoveries?: number[];
  /** What was seen, in a few words. */
  note: string;
}
