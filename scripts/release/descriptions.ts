import { type Setting, settings } from "../../lib/settings/settings.ts";

/** Settings that every user has to fill in. */
const NEEDED = new Set(["HELPDESK_BASE_URL", "HELPDESK_USERNAME", "HELPDESK_PASSWORD"]);

/** A setting as a form asks for it. */
export interface SettingField extends Omit<Setting, "read"> {
  readonly isSecret: boolean;
  readonly isNeeded: boolean;
  /** The default, where it is a value that the program takes, and no description of what it does. */
  readonly defaultValue: string | undefined;
}

/** Every setting of the program, in the order shown to people. */
export function settingFields(): SettingField[] {
  return settings.map((setting) => ({
    name: setting.name,
    byDefault: setting.byDefault,
    meaning: setting.meaning.replaceAll("`", ""),
    isSecret: setting.isSecret ?? false,
    isNeeded: NEEDED.has(setting.name),
    defaultValue: isTaken(setting) ? setting.byDefault : undefined,
  }));
}

function isTaken({ read, byDefault }: Setting): boolean {
  if (!/^\S+$/.test(byDefault)) return false;
  try {
    read(byDefault);
    return true;
  } catch {
    return false;
  }
}
