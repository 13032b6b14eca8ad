/** Fetched where the desk answers, but not to this page: before any portal, and by a part that is there without the main one. */
export const words = {
  notHere: "We cannot be reached from this page at the moment. Please write to us another way, or try again later.",
};
