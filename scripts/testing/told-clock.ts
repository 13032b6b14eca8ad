/**
 * Preloaded into a server whose time a test tells: its clock runs ahead of the machine's, first by `CLOCK_AHEAD_MS`, then
 * by what it is told over its channel, or stands still. It answers each time, so that the test knows.
 */
export interface ToldTime {
  /** Of the machine's clock, in ms. */
  ahead: number;
  /** When it stands still. */
  still?: number;
}

const machineTime = Date.now;
let ahead = Number(process.env["CLOCK_AHEAD_MS"]);
let still: number | undefined;
Date.now = () => still ?? machineTime() + ahead;

process.on("message", (told: ToldTime) => {
  ({ ahead, still } = told);
  process.send!(told);
});
// A server that has closed everything ends, whoever may still want to tell it the time.
process.channel!.unref();
