import type { ComponentChildren, VNode } from "preact";
import { FormDialog, type FormDialogProps } from "./form-dialog.tsx";

interface ConfirmDialogProps extends Omit<FormDialogProps, "isDanger" | "children"> {
  /** What it would do. */
  lead?: string;
  children?: ComponentChildren;
}

/** Asks for a yes before something goes for good. */
export const ConfirmDialog = ({ lead, children, ...asked }: ConfirmDialogProps): VNode => (
  <FormDialog {...asked} isDanger>
    {() => (
      <>
        {lead && <p class="quiet">{lead}</p>}
        {children}
      </>
    )}
  </FormDialog>
);
