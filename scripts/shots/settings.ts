/** Turns a portal's switches for the length of a picture. */
import type { ProjectItem } from "../../server/contract/index.ts";
import { call } from "../e2e/call.ts";
import type { Session } from "./camera.ts";

export async function withPortal(
  { demo, context }: Session,
  name: string,
  portal: { enabled?: boolean; loginRequired?: boolean },
  take: () => Promise<void>,
): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${demo.desk}/admin`);
  const { items } = await call<{ items: ProjectItem[] }>(page, "GET", "/api/staff/projects");
  const { id } = items.find((project) => project.name === name)!;
  const set = (values: object): Promise<unknown> => call(page, "PATCH", `/api/staff/projects/${id}`, { portal: values });
  await set(portal);
  try {
    await take();
  } finally {
    await set(Object.fromEntries(Object.entries(portal).map(([key, value]) => [key, !value])));
    await page.close();
  }
}
