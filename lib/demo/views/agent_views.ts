import { type Exchange, logOut } from "../web/exchange.ts";
import { finishSession } from "../agents/finish_session.ts";
import type { User } from "../state/model.ts";
import type { RestAnswer, RestCall, RestView } from "../rest/rest_view.ts";
import { sessionIdentifier } from "../agents/session_identifier.ts";

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
  intent: string | null;
  session_key: string;
}

function factsOf(exchange: Exchange, { id, username }: User): Facts {
  const { agentBranch, agentIntent } = exchange.session.values;
  return {
    user_id: id,
    username,
    branch_name: agentBranch ?? "",
    intent: agentIntent ?? null,
    session_key: sessionIdentifier(exchange),
  };
}

/** A view with one method, for agents only. */
function agentView(
  name: string,
  method: "GET" | "POST",
  answer: (call: RestCall, agent: User) => RestAnswer | Promise<RestAnswer>,
): RestView {
  const forAgents = (call: RestCall) => call.user?.isAgent ? answer(call, call.user) : NOT_AN_AGENT;
  return {
    name,
    description: "",
    permission: "authenticated",
    acceptsToken: false,
    methods: { [method]: forAgents },
  };
}

/** `api/agent-session-info/`: who the agent is, and which branch its session has. */
export const AGENT_SESSION_INFO = agentView("Agent Session Info", "GET", ({ exchange }, agent) => {
  const session = { session_available: true, authentication_method: "session" };
  return { status: 200, data: { ...factsOf(exchange, agent), is_agent: true, ...session } };
});

/** `api/set-agent-intent/`: what the work of the session is for; the title of its pull request. */
export const SET_AGENT_INTENT = agentView("Set Agent Intent", "POST", setIntent);

async function setIntent({ exchange, ...call }: RestCall, agent: User): Promise<RestAnswer> {
  const intent = (await call.input()).get("intent") ?? null;
  if (intent === null) return refusedIntent("Intent required", "The field intent is missing.");
  if (typeof intent !== "string") {
    return refusedIntent("Invalid intent type", "The intent must be a text.");
  }
  if ([...intent].length > INTENT_LENGTH) {
    const message = `The intent must be ${INTENT_LENGTH} characters or fewer.`;
    return refusedIntent("Intent too long", message);
  }
  exchange.session.set({ agentIntent: intent });
  exchange.helpdesk.logins.noteIntent(exchange.session.values.login ?? 0, intent);
  const done = { success: true, message: "Intent set successfully" };
  return { status: 200, data: { ...done, ...factsOf(exchange, agent) } };
}

function refusedIntent(error: string, message: string): RestAnswer {
  return { status: 400, data: { error, message } };
}

/** `api/finish-agent-session/`: logs out, and reports success whether or not work was committed. */
export const FINISH_AGENT_SESSION = agentView(
  "Finish Agent Session",
  "POST",
  ({ exchange }, agent) => {
    const known = factsOf(exchange, agent);
    finishSession(exchange, known.branch_name, known.intent, "finish");
    logOut(exchange);
    const done = { success: true, message: "Session finished successfully" };
    return { status: 200, data: { ...done, ...known } };
  },
);
