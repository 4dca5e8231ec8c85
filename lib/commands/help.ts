import { clients } from "../settings/client_configuration.ts";
import { settings } from "../settings/settings.ts";
import type { RunningProgram } from "./running_program.ts";

const LONGEST_NAME = Math.max(...settings.map(({ name }) => name.length));

/** What `--help` shows. */
export function helpText({ name, version }: RunningProgram): string {
  return `${name} ${version}
Serves a django-helpdesk to an AI agent, over the Model Context Protocol on stdin and stdout.

Usage: ${name} [--demo[=staff]] [--help] [--version]
       ${name} doctor [--json] [--no-login] [--demo[=staff]]
       ${name} config CLIENT [--demo]

  doctor     check the setup step by step, and say what to change; ends with 1 when it does not work.
             It logs in, for which the helpdesk finishes the branch of another client that is at work with
             the same agent account
  config     show what to put into a client to have it start this program; CLIENT is one of
             ${clients.join(", ")}
  --demo     work a helpdesk that lives inside this program, as an agent account on a branch of its own:
             no network, and of the settings all but the address and the account; --demo=staff works it as
             a staff account, without a branch
  --json     show doctor's findings as JSON
  --no-login have doctor check what can be checked without opening a session
  --help     show this text
  --version  show the version

Settings, from the environment:
${settings.map(settingLine).join("\n")}
`;
}

function settingLine(setting: { name: string; meaning: string; byDefault: string }): string {
  const byDefault = setting.byDefault === "" ? "" : ` (default: ${setting.byDefault})`;
  return `  ${setting.name.padEnd(LONGEST_NAME)} ${
    setting.meaning.replaceAll("`", "")
  }${byDefault}`;
}
