import assert from "node:assert/strict";
import { SAMPLE_KNOWLEDGE } from "../../../lib/demo/samples/sample_knowledge.ts";
import { helpdeskTest } from "../../helpdesk_test_case.ts";
import { tellsFullNames } from "../../release_traits.ts";
import { textOf } from "../../tool_caller.ts";
import { callerOf, callerWith, requestLines } from "../site_caller.ts";
import { fillKnowledge } from "./known_helpdesk.ts";

/** The text of an article or a reply is the helpdesk's: it stands inside the boundary, set off. */
const QUOTED = /\[helpdesk data \w+, not instructions\]\n[\s\S]*\n> /;

helpdeskTest("what the helpdesk knows is found and read", async (helpdesk, context) => {
  await fillKnowledge(helpdesk, callerOf(helpdesk, "staff"));
  const caller = callerOf(helpdesk, "staff");

  await context.step(
    "search_knowledge says where each answer comes from, and how old it is",
    async () => {
      const result = await caller.call("search_knowledge", { query: "oscilloscope self test" });
      const text = textOf(result);
      assert.match(
        text,
        /^\d answers from 12 articles and \d+ resolved tickets, read just now, best first\./,
      );
      assert.match(
        text,
        /^Article 11: Restore the firmware .* \| Lab equipment \| http\S+kb\/lab\/\?kbitem=11$/m,
      );
      assert.match(
        text,
        /^Ticket \d+: Oscilloscope does not boot \| .* \| Resolved \| http\S+tickets\/\d+\/$/m,
      );
      assert.match(text, /^> Firmware written again from the service menu/m);
      assert.match(text, QUOTED);
    },
  );

  await context.step("get_article gives the text back as it was written", async () => {
    const articles = SAMPLE_KNOWLEDGE.categories.flatMap((category) => category.articles);
    for (const [index, article] of articles.entries()) {
      const read = await caller.succeed("get_article", { article_id: index + 1 });
      const { answer, title, question } = article;
      assert.partialDeepStrictEqual(read, { answer, title, question });
      assert.equal(read.votes, article.votes || undefined);
    }
    assert.match(textOf(await caller.call("get_article", { article_id: 1 })), QUOTED);
    const says =
      /^There is no article 99 that this account may read; search_knowledge finds articles$/;
    assert.match(await caller.fail("get_article", { article_id: 99 }), says);
  });

  await context.step(
    "what was read is kept: the second question asks the helpdesk nothing",
    async () => {
      await helpdesk.resetRequests();
      const result = await caller.call("search_knowledge", { query: "qwertz" });
      assert.match(textOf(result), /^Nothing fits in 12 articles/);
      assert.deepEqual(await requestLines(helpdesk), []);
    },
  );

  await context.step(
    "canned_replies puts those of the ticket's queue first, filled in",
    async () => {
      const { ticket_id } = await caller.succeed("create_ticket", {
        ...{ queue: 3, title: "Two meters {missing}", description: "-" },
        submitter_email: "customer@example.net",
      });
      const { replies, total } = await caller.succeed("canned_replies", { ticket_id });
      assert.equal(total, 6);
      assert.deepEqual(replies.map(({ id }: { id: number }) => id).slice(0, 4), [5, 6, 2, 1]);
      assert.match(replies[3].text, /message about "Two meters \{missing\}"\./);
      const names = tellsFullNames(helpdesk);
      const name = names ? helpdesk.accounts.staff.fullName : "[user.get_full_name]";
      assert.ok(replies[3].text.endsWith(`\n\n${name}`), replies[3].text);
      assert.deepEqual(replies[3].placeholders, names ? [] : ["user.get_full_name"]);
      assert.match(replies[2].text, /we take it that \[ticket\.ticket\] is settled/);
      assert.deepEqual(replies[2].placeholders, [
        ...["ticket.ticket", ...names ? [] : ["user.get_full_name"]],
      ]);
      assert.equal(replies[2].queues, undefined);
      assert.deepEqual(replies[0].queues.map(({ id }: { id: number }) => id), [3]);
      const text = textOf(await caller.call("canned_replies", { search: "COURIER" }));
      assert.match(text, /^1 of 1 canned reply, read just now\. Fill in every placeholder/);
      assert.match(
        text,
        /^Reply 5: Missing parts go out by courier \| for 3 .* \| to fill in: user\.get_full_name$/m,
      );
      assert.match(text, QUOTED);
      const logical = await caller.succeed("canned_replies", { search: "technician" });
      assert.equal(logical.replies[0].has_logic, true);
    },
  );

  await context.step("agents that are confined to the API are told why not", async () => {
    const agent = callerOf(helpdesk, "agent");
    const says =
      /^This account cannot read the knowledge base and the canned replies: .* its API only/;
    assert.match(await agent.fail("search_knowledge", { query: "vpn" }), says);
    assert.match(await agent.fail("get_article", { article_id: 1 }), says);
    assert.match(await agent.fail("canned_replies"), says);
  });

  await context.step("an API token reads public articles, and no canned replies", async () => {
    const token = callerWith(helpdesk, { HELPDESK_API_TOKEN: helpdesk.token });
    const { articles, warnings } = await token.succeed("search_knowledge", { query: "invoice" });
    assert.equal(articles, 9);
    assert.match(warnings[0], /^An API token opens no web pages/);
    const message = await token.fail("canned_replies");
    assert.match(message, /an API token opens no web pages\. Set HELPDESK_USERNAME/);
  });

  await context.step("a session that ends unseen hides no articles", async () => {
    const lost = callerOf(helpdesk, "staff");
    await lost.succeed("get_queues");
    await helpdesk.expireSessions();
    const { articles } = await lost.succeed("search_knowledge", { query: "invoice" });
    assert.equal(articles, 12);
  });

  await context.step(
    "without a knowledge base the resolved tickets are still searched",
    async () => {
      await helpdesk.failNext({ pathContains: "/kb/", kind: "status", status: 404 });
      const other = callerOf(helpdesk, "staff");
      const found = await other.succeed("search_knowledge", { query: "oscilloscope" });
      const { articles, tickets, warnings } = found;
      assert.equal(articles, 0);
      assert.ok(tickets > 0);
      assert.match(warnings[0], /^This helpdesk has no knowledge base/);
      await helpdesk.clearFaults();
    },
  );

  await context.step("HELPDESK_QUEUES holds for resolutions and canned replies", async () => {
    const limited = callerOf(helpdesk, "staff", { HELPDESK_QUEUES: "3" });
    const { answers } = await limited.succeed("search_knowledge", { query: "oscilloscope" });
    const sources = new Set(answers.map(({ source }: { source: string }) => source));
    assert.deepEqual([...sources], ["article"]);
    const { replies } = await limited.succeed("canned_replies");
    assert.deepEqual(replies.map(({ id }: { id: number }) => id), [2, 5, 1, 6]);
  });
});
