import assert from "node:assert/strict";
import { type HelpdeskOptions, helpdeskTest } from "../helpdesk_test_case.ts";
import { textOf } from "../tool_caller.ts";
import { callerOf, requestLines } from "./site_caller.ts";

const ENGINES: NonNullable<HelpdeskOptions["sessions"]>[] = ["database", "signed_cookies"];

for (const sessions of ENGINES) {
  helpdeskTest(`agent tools with sessions in ${sessions}`, { sessions }, async (site, context) => {
    const { agent } = site.accounts;

    await context.step("get_agent_session_info has the reference's fields", async () => {
      const caller = callerOf(site, "agent");
      const info = await caller.succeed("get_agent_session_info");
      assert.equal(info.user_id, agent.id);
      assert.equal(info.username, "agent");
      assert.equal(info.is_agent, true);
      assert.match(info.branch_name, /^agent-[0-9a-z]{8}$/);
      assert.equal(info.intent, undefined);
      assert.equal(info.session_available, true);
      assert.equal(info.authentication_method, "session");
      assert.match(textOf(await caller.call("get_agent_session_info")), /no intent yet/);
      assert.equal((await site.branches()).at(-1)?.name, info.branch_name);
    });

    await context.step("the session key is shown only where it is no credential", async () => {
      const caller = callerOf(site, "agent", { MCP_DEBUG: "1" });
      const told = await caller.call("get_agent_session_info");
      const set = await caller.call("set_agent_intent", { intent: "See the key" });
      const { branch_name } = told.structuredContent ?? {};
      assert.deepEqual(set.structuredContent, {
        ...{ username: "agent", branch_name, intent: "See the key" },
      });
      const { requests } = await site.requests();
      const cookie = requests.at(-1)?.headers["cookie"] ?? "";
      const key = /sessionid=([^;]+)/.exec(cookie)?.[1] ?? "";
      assert.ok(key.length > 16);
      const shown = String(told.structuredContent?.["session_key"]);
      if (sessions === "database") assert.equal(shown, `****${key.slice(-4)}`);
      else assert.equal(shown, `cookie_${agent.id}_${branch_name}`);
      for (const answer of [told, set]) assert.ok(!JSON.stringify(answer).includes(key));
      assert.ok(caller.logged.length > 0);
      assert.ok(!caller.logged.join("\n").includes(key));
    });

    await context.step("an intent is stored as given", async () => {
      await site.reset();
      const caller = callerOf(site, "agent");
      const longest = "é".repeat(512);
      for (const intent of ["Answer ticket 20 – {{ x }} 🙂", longest]) {
        const answer = await caller.succeed("set_agent_intent", { intent });
        assert.equal(answer.intent, intent);
        assert.equal((await site.branches())[0]?.intent, intent);
        assert.equal((await caller.succeed("get_agent_session_info")).intent, intent);
      }
      await site.resetRequests();
      for (const intent of ["", "  ", `${longest}é`, "a\0b", undefined]) {
        assert.match(await caller.fail("set_agent_intent", { intent }), /intent/);
      }
      assert.deepEqual(await requestLines(site), []);
    });
  });
}
