import { type EraWires, ModernEra } from "./eras/modern_era.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { protocolVersions } from "./introduction/introduction.ts";

/** What answers clients of the revision 2026-07-28; it is loaded for the first of them. */
export function serveModernClients({ name, version }: ProgramVersion, wires: EraWires): ModernEra {
  const serverInfo = { name, version };
  return new ModernEra(wires, { serverInfo, earlierVersions: protocolVersions });
}
