/**
 * Loaded before the server to show that the power-cut test bites: every connection is opened as SQLite's WAL files are
 * by default, which loses the last commits with the power.
 */
import Database from "better-sqlite3";

const { pragma } = Database.prototype;
Database.prototype.pragma = function weakened(text, options) {
  return pragma.call(this, text.replace("synchronous = FULL", "synchronous = NORMAL"), options);
};
