/** Texts of what the desk refuses, fetched with the first of it. What may be said without a connection is in `en.ts`. */
import { en, joinEnglish } from "./en.ts";

export const words = joinEnglish({
  closedTitle: "This portal is closed at the moment",
  closedText: "Nothing you sent is lost. Please try again later.",
  problems: {
    ...en.problems,
    too_many_requests: "That was a lot in a short time. Your message is kept here and goes out in a moment.",
    unauthenticated:
      "Your session on this device has ended. What you wrote is still here; please sign in or send it again.",
    login_required: "This portal now asks you to sign in. Your text is still here.",
    portal_unavailable:
      "The portal was closed while you were writing. Your text stays here; please try again later, or copy it.",
    tickets_closed: "New messages cannot be sent here at the moment. What you write is kept.",
    key_reused: "This was sent before, in a session that has ended. There is no need to send it again.",
    too_large: "That is too large.",
    attachment_unknown: "One of the files is not here any more. Please remove it and choose it again.",
    storage_full: "The desk has no room left. Your message is kept here; please try again later.",
    fields_invalid: "Please look at the marked fields.",
  },
  fields: {
    required: "Please fill this in.",
    too_long: "This is too long.",
    invalid_email: "This does not look like an email address.",
    not_allowed: "Please choose again.",
    other: "This cannot be sent as it is.",
  },
});
