/** Calls about staff and what they keep for the whole desk; sent, as all are, by the one sender in `api.ts`. */
import type {
  AuditEntry,
  BlockedSender,
  NewBlock,
  NewStaff,
  Page,
  StaffAccount,
  StaffInvitation,
  StaffMember,
  StaffPatch,
  StaffSessionItem,
  StaffSessionPatch,
  TotpSetup,
} from "../contract/index.ts";
import { request, type TicketQuery } from "./api.ts";

export const deskApi = {
  listStaff: (signal: AbortSignal) => request<Page<StaffAccount>>("GET", "/staff", { signal }),
  invite: (body: NewStaff) => request<StaffInvitation>("POST", "/staff", { body }),
  inviteAgain: (id: string) => request<StaffInvitation>("POST", `/staff/${id}/invitation`),
  changeStaff: (id: string, body: StaffPatch) => request<{ staff: StaffAccount }>("PATCH", `/staff/${id}`, { body }),
  removeStaff: (id: string) => request<void>("DELETE", `/staff/${id}`),

  changeMyself: (body: StaffSessionPatch) => request<{ staff: StaffMember }>("PATCH", "/session", { body }),
  listSessions: (signal: AbortSignal) => request<Page<StaffSessionItem>>("GET", "/sessions", { signal }),
  endSession: (id: string) => request<void>("DELETE", `/sessions/${id}`),
  endOtherSessions: () => request<void>("DELETE", "/sessions"),
  beginTotp: (password: string) => request<TotpSetup>("POST", "/totp", { body: { password } }),
  confirmTotp: (code: string) => request<{ recoveryCodes: string[] }>("POST", "/totp", { body: { code } }),
  endTotp: (password: string) => request<void>("DELETE", "/totp", { body: { password } }),

  listAudit: (query: TicketQuery, signal: AbortSignal) => request<Page<AuditEntry>>("GET", "/audit", { query, signal }),
  listBlocks: (query: TicketQuery, signal: AbortSignal) =>
    request<Page<BlockedSender>>("GET", "/blocks", { query, signal }),
  block: (body: NewBlock) => request<{ block: BlockedSender }>("POST", "/blocks", { body }),
  unblock: (id: string) => request<void>("DELETE", `/blocks/${id}`),
};
