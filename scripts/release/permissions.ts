import { permissionFlags } from "../../lib/settings/client_configuration.ts";

/**
 * The flags that say what an executable may do: reach the network, or one host of it, and read the
 * environment variables of the settings. Whatever is not named is refused without a question.
 *
 * @param host the only host, with or without a port; every host when it is left out
 */
export function programFlags(host?: string): string[] {
  return ["--no-prompt", ...permissionFlags(host)];
}
