import { bodyFaults, incompleteBodyFaults } from "./body_faults.ts";
import { echoFaults } from "./echo_faults.ts";
import { headerFaults } from "./header_faults.ts";
import { redirectFaults } from "./redirect_faults.ts";
import type { ServerFault } from "./server_fault.ts";
import { sessionFaults } from "./session_faults.ts";
import { statusFaults } from "./status_faults.ts";

/** Every fault of a server that is tried, by what it is about. */
export const serverFaults: Readonly<Record<string, readonly ServerFault[]>> = {
  "sessions that end and rights that are missing": sessionFaults,
  "redirects": redirectFaults,
  "cookies and headers": headerFaults,
  "bodies that never come whole": incompleteBodyFaults,
  "bodies that are hostile": bodyFaults,
  "failures and waits": statusFaults,
  "errors that repeat the request": echoFaults,
};
