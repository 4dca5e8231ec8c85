import { embeddedHelpdesk, realHelpdesk } from "../contract/helpdesk_under_test.ts";
import { siteTest } from "../site/site_test_case.ts";
import { EXPIRY_CASES } from "./cases/expiry_cases.ts";
import { FINISH_CASES } from "./cases/finish_cases.ts";
import { FIRST_CALLS_CASES } from "./cases/first_calls_cases.ts";
import { LEAVING_CASES } from "./cases/leaving_cases.ts";
import { NO_ENDPOINTS_CASES, NOT_AN_AGENT_CASES } from "./cases/no_agent_cases.ts";
import { NOTICE_CASES } from "./cases/notice_cases.ts";
import { TWO_CLIENTS_CASES } from "./cases/two_clients_cases.ts";
import type { SessionCase } from "./session_case.ts";
import { Stage } from "./stage.ts";

const AGENT_CASES = [
  ...FIRST_CALLS_CASES,
  ...EXPIRY_CASES,
  ...NOTICE_CASES,
  ...TWO_CLIENTS_CASES,
  ...FINISH_CASES,
  ...LEAVING_CASES,
  ...NOT_AN_AGENT_CASES,
];

for (const sessions of ["database", "signed_cookies"] as const) {
  const variants = [
    { options: { sessions }, cases: AGENT_CASES },
    { options: { sessions, agents: false }, cases: NO_ENDPOINTS_CASES },
  ];
  for (const { options, cases } of variants) {
    const fitting = cases.filter(({ onlyWith = sessions }) => onlyWith === sessions);
    const endpoints = "agents" in options ? " without agent endpoints" : "";
    const name = `helpdesk with sessions in ${sessions}${endpoints}`;

    Deno.test(`agent sessions on the embedded ${name}`, async (context) => {
      await runAll(fitting, context, () => Promise.resolve(new Stage(embeddedHelpdesk(options))));
    });

    siteTest(`agent sessions on the real ${name}`, options, async (site, context) => {
      const shared = fitting.filter(({ embeddedOnly }) => embeddedOnly !== true);
      await runAll(shared, context, async () => {
        await site.reset();
        return new Stage(realHelpdesk(site));
      });
    });
  }
}

async function runAll(
  cases: readonly SessionCase[],
  context: Deno.TestContext,
  newStage: () => Promise<Stage>,
): Promise<void> {
  for (const { name, run, withoutBranches = false } of cases) {
    await context.step(name, async () => {
      const stage = await newStage();
      await run(stage);
      await stage.check({ withoutBranches });
    });
  }
}
