import { siteTest } from "../site/site_test_case.ts";
import { embeddedHelpdesk, type HelpdeskUnderTest, realHelpdesk } from "./helpdesk_under_test.ts";
import { type VariantName, VARIANTS } from "./http_case.ts";
import { AGENT_BRANCH_CASES } from "./http_cases/agent_branch_cases.ts";
import { AGENT_CASES } from "./http_cases/agent_cases.ts";
import { AGENT_FINISH_CASES } from "./http_cases/agent_finish_cases.ts";
import { AGENT_LOGIN_CASES } from "./http_cases/agent_login_cases.ts";
import { AGENT_MEMORY_CASES } from "./http_cases/agent_memory_cases.ts";
import { AGENT_PROCESS_CASES } from "./http_cases/agent_process_cases.ts";
import { AGENT_WEB_CASES } from "./http_cases/agent_web_cases.ts";
import { ATTACHMENT_CASES } from "./http_cases/attachment_cases.ts";
import { ATTACHMENT_FILE_CASES } from "./http_cases/attachment_file_cases.ts";
import { COMMENT_CASES } from "./http_cases/comment_cases.ts";
import { CONTROL_CASES } from "./http_cases/control_cases.ts";
import { CUSTOM_FIELD_CASES } from "./http_cases/custom_field_cases.ts";
import { FOLLOW_UP_CASES } from "./http_cases/follow_up_cases.ts";
import { KNOWLEDGE_CASES } from "./http_cases/knowledge_cases.ts";
import { LOGIN_CASES } from "./http_cases/login_cases.ts";
import { MAIL_CASES } from "./http_cases/mail_cases.ts";
import { OPTIONS_CASES } from "./http_cases/options_cases.ts";
import { REFUSAL_CASES } from "./http_cases/refusal_cases.ts";
import { STAFF_PAGE_CASES } from "./http_cases/staff_page_cases.ts";
import { TICKET_LIST_CASES } from "./http_cases/ticket_list_cases.ts";
import { TICKET_TABLE_CASES } from "./http_cases/ticket_table_cases.ts";
import { TICKET_WRITE_CASES } from "./http_cases/ticket_write_cases.ts";

const CASES = [
  ...LOGIN_CASES,
  ...REFUSAL_CASES,
  ...OPTIONS_CASES,
  ...TICKET_LIST_CASES,
  ...TICKET_TABLE_CASES,
  ...TICKET_WRITE_CASES,
  ...STAFF_PAGE_CASES,
  ...FOLLOW_UP_CASES,
  ...COMMENT_CASES,
  ...MAIL_CASES,
  ...ATTACHMENT_CASES,
  ...ATTACHMENT_FILE_CASES,
  ...KNOWLEDGE_CASES,
  ...AGENT_CASES,
  ...AGENT_BRANCH_CASES,
  ...AGENT_FINISH_CASES,
  ...AGENT_LOGIN_CASES,
  ...AGENT_MEMORY_CASES,
  ...AGENT_PROCESS_CASES,
  ...AGENT_WEB_CASES,
  ...CONTROL_CASES,
  ...CUSTOM_FIELD_CASES,
];

for (const variant of Object.keys(VARIANTS) as VariantName[]) {
  const cases = CASES.filter(({ variants = ["plain"] }) => variants.includes(variant));
  const runAll = async (helpdesk: HelpdeskUnderTest, context: Deno.TestContext) => {
    for (const { name, run } of cases) {
      // What the server remembers of an agent would reach into the next case.
      await helpdesk.control.forgetAgentSessions();
      await context.step(name, () => run(helpdesk));
    }
  };
  Deno.test(`the embedded helpdesk (${variant})`, async (context) => {
    await runAll(embeddedHelpdesk(VARIANTS[variant]), context);
  });
  siteTest(`the real helpdesk (${variant})`, VARIANTS[variant], async (site, context) => {
    await runAll(realHelpdesk(site), context);
  });
}
