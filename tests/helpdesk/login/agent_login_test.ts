import assert from "node:assert/strict";
import { startWork } from "../embedded_account.ts";

Deno.test("an agent that may log in at the API's page alone works, and logs in again when it must", async () => {
  const work = startWork("agent", { agentLogin: "api", sessionEngine: "signed_cookies" });
  const read = () => work.run(({ tickets }, call) => tickets.get(7, call));
  assert.equal((await read()).id, 7);
  await work.embedded.expireSessions();
  assert.equal((await read()).id, 7);
  assert.equal((await work.asked(/^POST \/api\/auth\/login\//)).length, 2);
});

Deno.test("staff of such a helpdesk log in at its own page", async () => {
  const work = startWork("staff", { agentLogin: "api" });
  await work.run(({ tickets }, call) => tickets.get(7, call));
  assert.deepEqual(await work.asked(/^POST .*login/), ["POST /login/"]);
});
