/**
 * Preloaded into a server whose time a test tells: its clock runs ahead of the machine's, first by `CLOCK_AHEAD_MS`, then
 * by what it is told over its channel. It answers each time, so that the test knows.
 */
const machineTime = Date.now;
let ahead = Number(process.env["CLOCK_AHEAD_MS"]);
Date.now = () => machineTime() + ahead;

process.on("message", (told: number) => {
  ahead = told;
  process.send!(told);
});
// A server that has closed everything ends, whoever may still want to tell it the time.
process.channel!.unref();
