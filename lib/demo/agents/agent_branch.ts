import type { Branch } from "../state/branch.ts";
import type { Exchange } from "../web/exchange.ts";
import type { User } from "../state/model.ts";
import { pause } from "../web/pause.ts";
import { randomLowerCase } from "../python/random_text.ts";

/** How long a first request takes to make its branch: others that arrive meanwhile make their own. */
const BRANCH_MILLISECONDS = 5;

/** The branch that an agent's session names, made when it names none; undefined when it was deleted. */
export async function enterBranch(
  { helpdesk, session }: Exchange,
  agent: User,
): Promise<Branch | undefined> {
  const { branches, logins } = helpdesk;
  const { agentBranch, agentIntent, login = 0 } = session.values;
  logins.noteIntent(login, agentIntent ?? "");
  if (agentBranch !== undefined) return branches.find(agentBranch);
  const name = `${agent.username}-${randomLowerCase(8)}`;
  session.set({ agentBranch: name });
  await pause(BRANCH_MILLISECONDS);
  return branches.create(name, agent, login);
}
