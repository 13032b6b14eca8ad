/** Signing in by the site's own word. */
export const enIdentity = {
  identity: {
    lead: "Whoever is signed in on your site is signed in here too. Your server signs who they are; the widget then shows them their tickets on every device, without another sign-in.",
    keys: "Keys",
    keysLead: "Your server signs with a secret that only it and this desk know.",
    none: "No key yet. Create one to see the code for your server.",
    newKey: "New key",
    keyId: "Key ID",
    made: "created",
    off: "Switched off by the restore",
    turnOn: "Switch on",
    two: "Two keys at most. Delete the older one before you create another.",
    rotation:
      "To change a secret without a gap: create a new key, put its ID and secret on your server, then delete the old key.",
    remove: "Delete",
    removeKey: (kid: string) => `Delete the key ${kid}`,
    removeTitle: "Delete this key?",
    removeLead: "What is signed with it is refused at once, and whoever was signed in by it is signed out.",
    alsoAll: "Sign out all customers of this project too, however they came in",
    sessions: "Sessions",
    sessionsLead:
      "After a leak, sign everybody out: customers prove anew who they are. Visitors keep what they sent, and no ticket is touched.",
    endAll: "Sign all customers out",
    endAllTitle: "Sign all customers out?",
    endAllDone: "All customers are signed out",
    removeConfirm: "Delete key",
    secretTitle: "Your new key",
    secretLead: (variable: string) =>
      `Put the secret into the environment of your server as ${variable}. It is shown this once and cannot be read again.`,
    secret: "Secret",
    copySecret: "Copy secret",
    done: "Done",
    server: "On your server",
    serverLead: (variable: string) =>
      `Answer a route of your own, such as /support-token, with this. It needs no package. The secret comes from ${variable}.`,
    serverKey: (kid: string) => `The code names the newest key, ${kid}.`,
    verified:
      "Set email_verified only for addresses that your site has checked: tickets that were sent with such an address become theirs.",
    languages: "Languages",
    copyCode: "Copy code",
    page: "On your pages",
    pageLead: "On pages of somebody who is signed in. Your route is asked when they open the widget, not before.",
    copyPage: "Copy page code",
    signOut: "When they sign out of your site, end their session here too:",
    copySignOut: "Copy sign-out",
    failed: "The keys could not be read.",
  },
};
