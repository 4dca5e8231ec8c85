import { serverFaults } from "./all_server_faults.ts";
import { runServerFault } from "./run_server_fault.ts";

const AT_ONCE = 8;

for (const [group, faults] of Object.entries(serverFaults)) {
  Deno.test(`the program holds under ${group}`, async (context) => {
    // Many of them last until a deadline: those that wait share their time.
    const waiting = [...faults];
    const work = async () => {
      for (let fault = waiting.shift(); fault !== undefined; fault = waiting.shift()) {
        const { tool, name } = fault;
        const fn = runServerFault.bind(undefined, fault);
        const ignoresOthers = { sanitizeOps: false, sanitizeResources: false, sanitizeExit: false };
        await context.step({ name: `${tool}: ${name}`, fn: () => fn(), ...ignoresOthers });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  });
}
