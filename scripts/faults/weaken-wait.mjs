/**
 * Loaded before the server to show that the test of a locked file bites: SQLite waits itself, on the thread that answers.
 */
import Database from "better-sqlite3";

const { pragma } = Database.prototype;
Database.prototype.pragma = function weakened(text, options) {
  return pragma.call(this, text.replace("busy_timeout = 0", "busy_timeout = 5000"), options);
};
