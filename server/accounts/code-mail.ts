/**
 * Who gets the code that was asked for, and how. Decided in a job: the request does the same work for every address,
 * so neither its answer nor its time tells whether an address is known here.
 */
import type { Tx } from "../db/database.ts";
import type { Deps } from "../deps.ts";
import { customerLinkUrl, createCustomerLink } from "../customers/links.ts";
import { mayHaveLogin } from "../customers/may-have-login.ts";
import { findCustomerByEmail } from "../customers/store.ts";
import type { JobPayloads } from "../jobs/store.ts";
import { mailTextsIn } from "../mail/locales/texts.ts";
import { queueMail } from "../mail/store.ts";
import { findProject, type ProjectRow } from "../projects/store.ts";
import { type CodeRow, findCode } from "../customers/codes.ts";
import { waitOfCodes } from "./wrong-codes.ts";

type CodeMailDeps = Pick<Deps, "database" | "limiter" | "secrets" | "now" | "publicUrl">;

export const mailCode =
  (deps: CodeMailDeps) =>
  async ({ challenge, sealed, network, mayRegister }: JobPayloads["code-mail"]): Promise<void> => {
    await deps.database.write(async (tx) => {
      const row = await findCode(tx.db, challenge);
      const project = row && (await findProject(tx.db, row.project_id));
      // Replaced by a newer one, or used already.
      if (!row || !project?.enabled) return;
      const { code } = deps.secrets.unseal(sealed) as { code: string };
      if (row.customer_id !== null) {
        await mailNewAddress(tx, deps, project, row, code);
        return;
      }
      const onlyLink = network !== null && (await waitOfCodes(tx, deps, row, network)) > 0;
      await mailWayIn(tx, deps, { project, row, code, mayRegister, onlyLink });
    });
  };

interface WayIn {
  project: ProjectRow;
  row: CodeRow;
  code: string;
  mayRegister: boolean;
  onlyLink: boolean;
}

async function mailWayIn(
  tx: Tx,
  deps: CodeMailDeps,
  { project, row, code, mayRegister, onlyLink }: WayIn,
): Promise<void> {
  const customer = await findCustomerByEmail(tx.db, project.id, row.email);
  if (!mayHaveLogin(project, customer)) return;
  // Who signs in with an address that nobody has yet registers by it.
  if (!customer && !mayRegister) return;
  const kind = customer || onlyLink ? "sign-in" : "registration";
  const { email, name, locale, challenge, visitor_id: visitorId } = row;
  const asked = { projectId: project.id, kind, email, name, locale, challenge, visitorId } as const;
  const token = await createCustomerLink(tx, asked, deps.now());
  const texts = mailTextsIn(customer?.locale, locale, project.locale);
  const write = onlyLink ? texts.signInLink : customer ? texts.signInCode : texts.registration;
  const link = customerLinkUrl(deps.publicUrl, project, token);
  await queueMail(tx, deps, {
    projectId: project.id,
    customerId: customer?.id ?? null,
    recipient: email,
    isAwaited: customer !== undefined,
    locale: customer?.locale ?? locale,
    content: write({ project: project.name }),
    secrets: onlyLink ? { link } : { link, code },
  });
}

async function mailNewAddress(
  tx: Tx,
  deps: CodeMailDeps,
  project: ProjectRow,
  { email, customer_id: customerId, locale }: CodeRow,
  code: string,
): Promise<void> {
  const content = mailTextsIn(locale, project.locale).newAddress({ project: project.name });
  await queueMail(tx, deps, {
    projectId: project.id,
    customerId,
    recipient: email,
    locale,
    content,
    secrets: { code },
  });
}
