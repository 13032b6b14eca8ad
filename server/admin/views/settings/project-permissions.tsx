import type { VNode } from "preact";
import type { PermissionOverrides, Permissions } from "../../../contract/index.ts";
import { saveProject } from "../../state/settings.ts";
import { PermissionEditor } from "../permissions/permission-editor.tsx";

/** The farthest level: there is nothing above to inherit from, so every row has a value. */
export const ProjectPermissions = ({ project, permissions }: { project: string; permissions: Permissions }): VNode => {
  const save = (change: Partial<PermissionOverrides>): Promise<void> =>
    saveProject(project, { portal: { permissions: change as Partial<Permissions> } });
  return <PermissionEditor level="project" own={permissions} save={save} />;
};
