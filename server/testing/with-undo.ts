/** A desk whose administrator has some time to take back what she sends, and a ticket of Mia's to try it on. */
import { expect } from "vitest";
import type { Engine } from "../db/database.ts";
import { newKey } from "./desk.ts";
import { makeCompany, staffAsk } from "./people.ts";
import { submitTicket } from "./verbs.ts";
import { withProject } from "./with-desk.ts";

const settings = { permissions: { viewCompanyTickets: true, closeTickets: true } };

export function withUndo(engine: Engine) {
  const { it: onProject, desk, project } = withProject(engine, {}, settings);
  const scene = {} as { mia: { id: string; token: string }; ticket: string };
  const it = onProject.extend("scene", { auto: true }, async ({ project: { id, api } }) => {
    const company = await makeCompany(desk, id, "Orchard");
    const mia = await desk.customer(id, { name: "Mia", email: "mia@example.com", companyId: company.id });
    const made = await submitTicket(desk, api, mia.token, { subject: "Lost parcel", body: "It never came." });
    await undoIn(5);
    return Object.assign(scene, { mia, ticket: made.body.ticket.id, company: company.id });
  });

  const undoIn = (undoSeconds: number, cookie = desk.admin) =>
    staffAsk(desk, "/session", { method: "PATCH", body: { undoSeconds }, cookie });
  const answer = (body: string, more: object = {}, { key = newKey(), cookie = desk.admin } = {}) =>
    staffAsk(desk, `/tickets/${scene.ticket}/messages`, { body: { body, ...more }, key, cookie });
  const setStatus = (status: string, cookie = desk.admin) =>
    staffAsk(desk, `/tickets/${scene.ticket}`, { method: "PATCH", body: { status }, cookie });
  const undo = (change: string, cookie = desk.admin) =>
    staffAsk(desk, `/tickets/${scene.ticket}/undo`, { body: { change }, cookie });
  const write = async (body: string) => {
    const path = `${project.api}/tickets/${scene.ticket}/messages` as const;
    const sent = await desk.ask(path, { body: { body }, token: scene.mia.token, key: newKey() });
    expect(sent.status).toBe(201);
  };
  const ofStaff = async () => (await staffAsk(desk, `/tickets/${scene.ticket}`)).body.ticket;
  const ofMia = async () =>
    (await desk.ask(`${project.api}/tickets/${scene.ticket}`, { token: scene.mia.token })).body.ticket;
  const wordsOfMia = async () => (await ofMia()).messages.map(({ body }) => body);
  const later = async (milliseconds = 5000) => {
    desk.pass(milliseconds);
    await desk.jobs.runDue();
  };

  return { it, desk, project, scene, undoIn, answer, setStatus, undo, write, ofStaff, ofMia, wordsOfMia, later };
}
