import { type Exchange, logOut } from "./exchange.ts";
import type { RestAnswer, RestCall, RestView } from "./rest_view.ts";

const INTENT_LENGTH = 512;
const NOT_AN_AGENT: RestAnswer = {
  status: 403,
  data: {
    error: "Not an agent user",
    message: "This endpoint is only available to agent users",
  },
};

/** What all answers tell of an agent session. */
interface Facts {
  user_id: number;
  username: string;
  branch_name: string;
  intent: string;
  session_key: string | null;
}

/** The facts of an agent's request, undefined when its account is no agent. */
function facts(exchange: Exchange): Facts | undefined {
  const { agent, session, helpdesk } = exchange;
  if (agent === null) return undefined;
  // A session that lives in its cookie has no key but itself, so the server names it otherwise.
  const key = helpdesk.settings.sessionEngine === "signed_cookies"
    ? `cookie_${agent.session.key.slice(0, 16)}`
    : session.key;
  return {
    user_id: agent.session.account.id,
    username: agent.session.account.username,
    branch_name: agent.branch.name,
    intent: session.values.agentIntent ?? "",
    session_key: key,
  };
}

function agentView(name: string, methods: RestView["methods"]): RestView {
  return { name, description: "", permission: "authenticated", acceptsToken: false, methods };
}

/** `api/agent-session-info/`: who the agent is, and on which branch its session writes. */
export const AGENT_SESSION_INFO = agentView("Agent Session Info", {
  GET: ({ exchange }) => {
    const known = facts(exchange);
    if (known === undefined) return NOT_AN_AGENT;
    const session = { session_available: true, authentication_method: "session" };
    return { status: 200, data: { ...known, is_agent: true, ...session } };
  },
});

/** `api/set-agent-intent/`: what the work of the session is for; the title of its pull request. */
export const SET_AGENT_INTENT = agentView("Set Agent Intent", { POST: setIntent });

async function setIntent({ exchange, ...call }: RestCall): Promise<RestAnswer> {
  if (exchange.agent === null) return NOT_AN_AGENT;
  const intent = (await call.input()).get("intent");
  if (typeof intent !== "string") return { status: 400, data: { error: "Intent must be a text" } };
  if ([...intent].length > INTENT_LENGTH) {
    const error = `Intent must be ${INTENT_LENGTH} characters or fewer`;
    return { status: 400, data: { error } };
  }
  exchange.session.set({ agentIntent: intent });
  exchange.agent.session.intent = intent;
  const data = { success: true, message: "Intent set successfully", ...facts(exchange) };
  return { status: 200, data };
}

/** `api/finish-agent-session/`: logs out, and reports success whether or not work was committed. */
export const FINISH_AGENT_SESSION = agentView("Finish Agent Session", {
  POST: ({ exchange }) => {
    const known = facts(exchange);
    if (known === undefined || exchange.agent === null) return NOT_AN_AGENT;
    exchange.helpdesk.agents.end(exchange.agent.session, "finish");
    logOut(exchange);
    const { session_key: _, ...told } = known;
    return {
      status: 200,
      data: { success: true, message: "Session finished successfully", ...told },
    };
  },
});
