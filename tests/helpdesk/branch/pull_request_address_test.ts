import assert from "node:assert/strict";
import { pullRequestAddress } from "../../../lib/helpdesk/branch/pull_request_address.ts";

Deno.test("pullRequestAddress() is below the helpdesk's mount, the branch as one segment of it", () => {
  const base = new URL("https://desk.example.com/helpdesk/");
  const address = (branch: string) => pullRequestAddress(branch, base);
  assert.equal(
    address("agent-a1b2c3d4"),
    "https://desk.example.com/helpdesk/pullrequests/agent-a1b2c3d4/",
  );
  assert.equal(
    address("../x?y#z"),
    "https://desk.example.com/helpdesk/pullrequests/..%2Fx%3Fy%23z/",
  );
});
