import type { VNode } from "preact";
import type { PortalSettings, ProjectItem } from "../../../contract/index.ts";
import { text } from "../../locales/text.ts";
import { togglePortal, type PortalSwitchName } from "../../state/settings.ts";
import { Switch } from "../../ui/switch.tsx";

export interface PortalProps {
  project: ProjectItem;
  portal: PortalSettings;
}

const words = { ...text.settings, ...text.entry };

interface PortalSwitchProps extends PortalProps {
  name: PortalSwitchName & keyof typeof words;
}

/** A setting that is on or off; its label, and what customers will see, are the words of its name. */
export function PortalSwitch({ name, project, portal }: PortalSwitchProps): VNode {
  const isOn = portal[name];
  return (
    <Switch
      label={words[name]}
      sentence={words[`${name}${isOn ? "On" : "Off"}` as const]}
      checked={isOn}
      onChange={(checked) => void togglePortal(project, { [name]: checked })}
    />
  );
}
