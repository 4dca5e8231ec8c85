import { browsablePage } from "./browsable_page.ts";
import { type Exchange, readForm } from "../web/exchange.ts";
import type { User } from "../state/model.ts";
import type { Reply } from "../web/reply.ts";
import { type Renderer, renderersOf, selectRenderer } from "./rest_accept.ts";
import { RestError } from "./rest_error.ts";
import { readRestInput } from "./rest_input.ts";
import type { RestAnswer, RestCall, RestMethod, RestView } from "./rest_view.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS", "TRACE"]);
const NOT_AUTHENTICATED = { detail: "Authentication credentials were not provided." };
const NOT_PERMITTED = { detail: "You do not have permission to perform this action." };
const NO_RENDERER = { detail: "Could not satisfy the request Accept header." };

/** Answers a request with a view, in the order of the REST framework: format, account, right, method. */
export async function answerRest(
  view: RestView,
  exchange: Exchange,
  parameters: readonly string[],
): Promise<Reply> {
  const renderers = renderersOf(exchange.helpdesk.settings);
  const renderer = selectRenderer(exchange, renderers);
  const headers = new Headers({
    allow: allowedMethods(view).join(", "),
    vary: renderers.length > 1 ? "Accept, Cookie" : "Cookie",
  });
  if (renderer === undefined) {
    return { status: 406, headers: asJson(headers), body: JSON.stringify(NO_RENDERER) };
  }
  const call: RestCall = {
    exchange,
    method: exchange.method,
    user: null,
    parameters,
    input: () => readRestInput(exchange),
  };
  let user: User | null = null;
  let answer: RestAnswer;
  try {
    user = await authenticate(view, exchange);
    exchange.seenUser = user ?? exchange.seenUser;
    checkPermission(view, user);
    answer = await dispatch(view, { ...call, user }, renderers);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    answer = { status: error.status, data: error.data };
  }
  return render(view, { ...call, user }, answer, renderer, headers);
}

function allowedMethods(view: RestView): string[] {
  const methods = Object.keys(view.methods);
  if (methods.includes("GET")) methods.push("HEAD");
  return [...methods, "OPTIONS"];
}

function asJson(headers: Headers): Headers {
  headers.set("content-type", "application/json");
  return headers;
}

/** The account of the session, which brings the CSRF check with it, else that of a token. */
async function authenticate(view: RestView, exchange: Exchange): Promise<User | null> {
  if (exchange.user !== null) {
    if (!SAFE.has(exchange.method)) await checkCsrf(exchange);
    return exchange.user;
  }
  const [scheme, token, ...rest] = (exchange.headers.get("authorization") ?? "").split(" ");
  if (view.acceptsToken === false || scheme?.toLowerCase() !== "token") return null;
  if (token === undefined || rest.length > 0) {
    throw new RestError(403, { detail: "Invalid token header. No credentials provided." });
  }
  const owner = exchange.helpdesk.tokens.get(token);
  const account = owner === undefined ? undefined : exchange.helpdesk.store.account(owner);
  if (account === undefined) throw new RestError(403, { detail: "Invalid token." });
  return account;
}

async function checkCsrf(exchange: Exchange): Promise<void> {
  const form = exchange.method === "POST" ? await readForm(exchange).catch(() => null) : null;
  const field = form?.get("csrfmiddlewaretoken");
  const token = typeof field === "string" ? field : undefined;
  const refusal = exchange.csrf.refusal(exchange.headers, token, exchange.url.origin);
  if (refusal !== undefined) throw new RestError(403, { detail: `CSRF Failed: ${refusal}` });
}

function checkPermission(view: RestView, user: User | null): void {
  if (view.permission === "anyone") return;
  if (user === null) throw new RestError(403, NOT_AUTHENTICATED);
  if (view.permission === "authenticated") return;
  if (!user.isStaff) throw new RestError(403, NOT_PERMITTED);
}

/** A right that only unsafe methods need, so that GET meets the 405 first. */
function checkSuperuser(view: RestView, call: RestCall): void {
  if (view.permission === "superuser" && call.method === "POST" && !call.user?.isSuperuser) {
    throw new RestError(403, NOT_PERMITTED);
  }
}

async function dispatch(
  view: RestView,
  call: RestCall,
  renderers: readonly Renderer[],
): Promise<RestAnswer> {
  if (call.method === "OPTIONS") return { status: 200, data: describe(view, call, renderers) };
  const method = call.method === "HEAD" ? "GET" : call.method;
  const handler = view.methods[method as RestMethod];
  if (handler === undefined) {
    throw new RestError(405, { detail: `Method "${call.method}" not allowed.` });
  }
  checkSuperuser(view, call);
  return await handler(call);
}

function describe(view: RestView, call: RestCall, renderers: readonly Renderer[]): unknown {
  return {
    name: view.name,
    description: view.description,
    renders: renderers.map(({ mediaType }) => mediaType),
    parses: ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"],
    ...(view.actions === undefined ? {} : { actions: { POST: view.actions(call) } }),
  };
}

function render(
  view: RestView,
  call: RestCall,
  answer: RestAnswer,
  renderer: Renderer,
  headers: Headers,
): Reply {
  const { status, data, objectId } = answer;
  const id = objectId === undefined ? {} : { objectId };
  if (status === 204) return { status, headers, body: null, ...id };
  if (renderer.format === "json" || (view.alwaysJson && status === 200)) {
    return { status, headers: asJson(headers), body: JSON.stringify(data), ...id };
  }
  headers.set("content-type", "text/html; charset=utf-8");
  const form = status === 403 ? undefined : view.form?.(call);
  return { status, headers, body: browsablePage(view, call, answer, headers, form), ...id };
}
