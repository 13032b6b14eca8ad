/**
 * Loaded before the server to show that the test of a database that goes away bites: a pool of connections keeps no
 * listener of ours. The driver is in the server's bundle, so the pool is known by what it counts.
 */
import { EventEmitter } from "node:events";

const { on } = EventEmitter.prototype;
EventEmitter.prototype.on = function weakened(name, listener) {
  return name === "connect" && "idleCount" in this ? this : on.call(this, name, listener);
};
