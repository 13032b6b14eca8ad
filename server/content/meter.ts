/** Counts what parsing does, so that a test can show that the work grows no faster than the text. */
export interface Meter {
  /** Characters looked at, and things done with one. */
  steps: number;
}
