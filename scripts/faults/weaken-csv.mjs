/** Loaded before the server to show that the test of hostile CSV bites: every file is read on the thread that answers. */
import { rewriteServer } from "./rewrite.mjs";

rewriteServer("const maxBytesHere = 64 * 1024;", "const maxBytesHere = Infinity;");
