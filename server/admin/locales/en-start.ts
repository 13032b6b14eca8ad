/** The first hour: what a new owner does first. */
import type { StepName } from "../state/first-steps.ts";

export const enStart = {
  start: {
    title: "First steps",
    stepsDone: (done: number, all: number) => `${done} of ${all}`,
    lead: "Four steps to your first ticket. Each ticks itself off.",
    done: "Done",
    steps: {
      project: "Name your project",
      snippet: "Put the button on your site",
      seen: "See it on your site",
      ticket: "Get a first ticket",
    } satisfies Record<StepName, string>,
    named: (name: string) => `${name} is there, and its portal is open.`,
    change: "Change name or language",
    afterProject: "This comes once your project has a name.",
    ticketLead: "Write to yourself as a customer would: by the button on your site, or on the portal page.",
    ticketHere: "Your first ticket has come in.",
    noMail:
      "This desk has no mail server yet: mails are kept here and not sent. Your choice counts as soon as there is one.",
    over: "Your desk is ready for customers.",
    hide: "Hide these steps",
  },
};
