/** The lists of people, permissions, and who gets in. */
import type {
  CustomerSort,
  InvitationResult,
  InvitationState,
  PermissionLevel,
  Permissions,
} from "../../contract/index.ts";
import { customers } from "./counted.ts";

export const enPeople = {
  people: {
    title: "Customers",
    tabs: { customers: "Customers", companies: "Companies" },
    add: "Add customer",
    import: "Import",
    name: "Name",
    email: "Email",
    company: "Company",
    noCompany: "No company",
    portal: "Portal",
    added: "Added",
    project: "Project",
    chooseProject: "Choose a project",
    anyProject: "All projects",
    anyCompany: "All companies",
    anyState: "Any invitation",
    sort: "Sort",
    sorts: { name: "By name", newest: "Newest first", invited: "Last invited first" } satisfies Record<
      CustomerSort,
      string
    >,
    search: "Search customers",
    searchCompanies: "Search companies",
    choose: (name: string) => `Select ${name}`,
    chooseAll: "Select all shown",
    actions: (name: string) => `Actions for ${name}`,
    open: "Open",
    invite: "Invite",
    inviteAgain: "Invite again",
    inviteCount: (count: number) => `Invite ${count}`,
    chosen: (count: number) => `${count} selected`,
    choseNone: "Clear",
    newTicketFor: (name: string) => `New ticket for ${name}`,
    stopped: "Stopped by its owner",
    stoppedCount: (count: number, isMore: boolean) =>
      `${isMore ? "More than " : ""}${count === 1 ? "1 account was stopped by its owner and waits" : `${count} accounts were stopped by their owners and wait`} for you.`,
    shared: (count: number, isMore: boolean) =>
      `${isMore ? "More than " : ""}${customers(count)} ${count === 1 ? "shares" : "share"} an address with somebody else.`,
    looked: (count: string) => `The first ${count} were looked through.`,
    lookFurther: "Look further",
    sharedShow: "Show them",
    sharedAll: "Show everybody",
    states: {
      none: "Not invited",
      sent: "Invited",
      bounced: "Bounced",
      opened: "Opened invitation",
      registered: "Registered",
    } satisfies Record<InvitationState, string>,
    inviteSent: (name: string) => `The invitation to ${name} is on its way`,
    inviteKept: (name: string) => `The invitation to ${name} is kept under Mail: this desk sends no mail yet`,
    invitedKept: "This desk sends no mail yet: they are kept under Mail.",
    notInvited: (name: string, why: string) => `${name} was not invited. ${why}`,
    notAllInvited: (why: string) => `Not everybody was invited. ${why}`,
    invited: (count: number, refused: readonly string[]) =>
      `${customers(count)} invited.${refused.length > 0 ? ` Not invited: ${refused.join(", ")}.` : ""}`,
    whyNotInvited: {
      no_address: "no email",
      registered: "has an account",
      stopped: "stopped by its owner",
      too_many: "had several mails just now",
      portal_off: "the portal is off",
      unknown: "not here any more",
    } satisfies Record<NonNullable<InvitationResult["reason"]>, string>,
    noAddress: "No email",
    found: (count: number) => (count === 0 ? "Nothing found" : `${count} found`),
    remove: (name: string) => `Remove ${name}`,
    empty:
      "No customers yet. Add the first, import a list, or let people register. Who writes without an account stands in their ticket only.",
    nothingFound: "No customer fits these filters.",
    failed: "The list could not be read.",

    emailHint: "Invitations go there. It counts as verified once its owner has used one.",
    companyPlaceholder: "Search or write a new name",
    createCompany: (name: string) => `Add the company “${name}”`,
    welcome: "Send the welcome mail",
    welcomeHint: "With a link to choose a password, active for 24 hours.",
    welcomePortalOff: "The customer portal of this project is off.",
    welcomeQuiet: "The notifications of this project are off.",
    welcomeKept: "It is kept under Mail: this desk sends no mail yet.",
    welcomeNoAddress: "Add an email first.",
    addDone: (name: string) => `${name} is added`,
    none: "There is no project yet that customers could belong to.",
  },

  permissions: {
    title: "Permissions",
    lead: {
      project:
        "What customers of this project may do, unless their company or they themselves are permitted otherwise.",
      company: "For everybody of this company, before what the project says.",
      customer: "For this person alone, before what company and project say.",
    },
    names: {
      priority: "Priority",
      type: "Type",
      tags: "Tags",
      seeAgents: "Assigned agent",
      closeTickets: "Close own tickets",
      viewCompanyTickets: "Company tickets",
    } satisfies Record<keyof Permissions, string>,
    hints: {
      priority: "How urgent a ticket is.",
      type: "What a ticket is about.",
      tags: "The words your desk sorts tickets by.",
      seeAgents: "Customers see who handles their ticket.",
      closeTickets: "Customers can close their own tickets.",
      viewCompanyTickets: "Customers read and answer their colleagues' tickets.",
    } satisfies Record<keyof Permissions, string>,
    values: { none: "None", view: "View", edit: "View and change", true: "Yes", false: "No" },
    inherit: (from: string, value: string) => `Inherit (${from}: ${value.toLowerCase()})`,
    levels: {
      default: "Deskbell's default",
      project: "Project",
      company: "Company",
      customer: "Set for this person",
    } satisfies Record<PermissionLevel, string>,
    level: (level: string, name: string) => `${level} ${name}`,
    failed: (why: string) => `Not changed. ${why}`,
  },

  entry: {
    /** The contract's table of the two switches, one row at a time. */
    who: (loginRequired: boolean, selfRegistration: boolean): string =>
      loginRequired
        ? selfRegistration
          ? "As it stands: only signed-in customers write and read, and anyone who verifies an email becomes one."
          : "As it stands: only signed-in customers write and read, and only those you added, imported or invited can sign in."
        : selfRegistration
          ? "As it stands: whoever has the link writes and reads, and anyone who verifies an email gets an account."
          : "As it stands: whoever has the link writes and reads; an account is for those you added, imported or invited.",
    passwordInWidget: "Passwords in the widget",
    passwordInWidgetOn: "Customers may type their password inside the widget, too.",
    passwordInWidgetOff: "In the widget, customers sign in with an emailed code; passwords are for the portal page.",
    notifications: "Notifications",
    notificationsOn:
      "Customers get your answers by mail, and hear when a ticket is solved or closed; new ones get a way to set up a login.",
    notificationsOff:
      "Customers get receipts, codes and links they ask for, and invitations. Answers stay in the portal.",
  },
};
