import { viewsFor } from "../apps/tool_views.ts";
import type { Log } from "../log/log.ts";
import { shownLine } from "../text/shown_text.ts";
import { ClientLog, readLogLevel } from "./client_log.ts";
import { canAsk, readEnvelope } from "./eras/envelope.ts";
import type { ProgramVersion } from "./introduction/identity.ts";
import { discover, introduce } from "./introduction/introduction.ts";
import { listPrompts, listResources, listResourceTemplates, listTools } from "./listings.ts";
import { ProtocolError } from "./protocol_error.ts";
import type { ResourcesAndPrompts } from "./resources_and_prompts.ts";
import type { CallOptions } from "./running_calls.ts";
import {
  invalidParams,
  type ListRequestSchema,
  type ProtocolTransport,
  type RequestExtra,
  requests,
  SdkServer,
} from "./sdk.ts";
import type { ToolServer } from "./tool_server.ts";

/** How long a person may think about a question: the longest delay a timer takes, 24 days. */
const LONGEST_QUESTION_MILLISECONDS = 2 ** 31 - 1;

type OnError = (error: Error) => void;

/**
 * Serves tools, and what goes with them, over the Model Context Protocol. An unknown tool is the JSON-RPC
 * error -32602; every other failure of a tool is a result with `isError`. Resources, prompts and
 * completions are offered when there are any; their failures are JSON-RPC errors.
 *
 * @param options `log`: lines that the client is told, too; without it there is no logging capability
 * @returns closes the connection, aborting the calls that run
 */
export async function serveProtocol(
  toolServer: ToolServer,
  transport: ProtocolTransport,
  options: ProgramVersion & { onError: OnError; log?: Log },
): Promise<() => Promise<void>> {
  const { onError, log, ...program } = options;
  const { context } = toolServer;
  const offer = {
    resources: context.resources.length + context.templates.length > 0,
    prompts: context.prompts.length > 0,
    logging: log !== undefined,
  };
  const server = new SdkServer((asked) => introduce(asked, program, offer));
  server.onerror = onError;
  server.answer(requests.discover, () => ({ ...discover(program, offer) }));

  serveTools(server, toolServer, onError);
  if (offer.resources) serveResources(server, context, onError);
  if (offer.prompts) servePrompts(server, context, onError);
  if (offer.resources || offer.prompts) serveCompletions(server, context, onError);
  const clientLog = log === undefined ? undefined : logToClient(server, log, program.name);

  await server.connect(transport);
  return async () => {
    clientLog?.close();
    await server.close();
  };
}

function serveTools(server: SdkServer, toolServer: ToolServer, onError: OnError): void {
  serveList(
    server,
    requests.listTools,
    () => ({ ...viewsFor(server.clientCapabilities, listTools(toolServer.tools())) }),
  );

  toolServer.onChange(() => {
    server.notification({ method: "notifications/tools/list_changed" }).catch(onError);
  });

  server.answer(requests.callTool, async (request, extra) => {
    const { signal, requestId: relatedRequestId } = extra;
    const timeout = LONGEST_QUESTION_MILLISECONDS;
    const confirm = (message: string) =>
      server.confirm(message, { signal, relatedRequestId, timeout });
    const envelope = readEnvelope(extra._meta);
    const cannotAsk = envelope === undefined ? undefined : refuseToAsk;
    const capabilities = envelope?.capabilities ?? server.clientCapabilities;
    const result = await toolServer.call(request.params.name, request.params.arguments, {
      ...callOptions(extra, onError),
      confirm: canAsk(capabilities) ? confirm : cannotAsk,
    });
    if (result !== undefined) return { ...viewsFor(capabilities, result) };
    const known = toolServer.tools().map((tool) => tool.name).join(", ");
    throw invalidParams(
      `There is no tool ${JSON.stringify(shownLine(request.params.name, 60))}; there are ${known}`,
    );
  });
}

/** Of a client that stated with its request that it cannot ask anybody. */
function refuseToAsk(): Promise<never> {
  const requiredCapabilities = { elicitation: { form: {} } };
  return Promise.reject(
    new ProtocolError("missingCapability", "The client cannot ask", { requiredCapabilities }),
  );
}

/** Answers with a list that is always sent whole: any place in it to go on from is of another server. */
function serveList(
  server: SdkServer,
  schema: ListRequestSchema,
  list: () => Record<string, unknown>,
): void {
  server.answer(schema, ({ method, params }) => {
    if (params?.cursor === undefined) return list();
    const cursor = JSON.stringify(shownLine(params.cursor, 60));
    throw new ProtocolError(
      "invalidParams",
      `${method} was not answered: the cursor ${cursor} is not from here; without one the list is whole`,
    );
  });
}

function serveResources(server: SdkServer, context: ResourcesAndPrompts, onError: OnError): void {
  serveList(server, requests.listResources, () => listResources(context.resources));
  serveList(
    server,
    requests.listResourceTemplates,
    () => listResourceTemplates(context.templates),
  );
  server.answer(requests.readResource, async ({ params }, extra) => {
    const read = await context.read(params.uri, callOptions(extra, onError));
    return { contents: [{ ...read }] };
  });
}

function servePrompts(server: SdkServer, context: ResourcesAndPrompts, onError: OnError): void {
  serveList(server, requests.listPrompts, () => listPrompts(context.prompts));
  server.answer(requests.getPrompt, async ({ params }, extra) => {
    const given = params.arguments ?? {};
    const messages = await context.write(params.name, given, callOptions(extra, onError));
    const description = context.prompts.find(({ name }) => name === params.name)?.description;
    return { description, messages: [...messages] };
  });
}

function serveCompletions(server: SdkServer, context: ResourcesAndPrompts, onError: OnError): void {
  server.answer(requests.complete, async ({ params }, extra) => {
    const options = callOptions(extra, onError);
    const { values, total, hasMore } = await context.complete(params.ref, params.argument, options);
    return { completion: { values: [...values], total, hasMore } };
  });
}

function logToClient(server: SdkServer, log: Log, logger: string): ClientLog {
  const clientLog = new ClientLog(log, (level, data, relatedRequestId) => {
    const params = { level, logger, data };
    // Telling of a failure to tell would not end.
    server.notification({ method: "notifications/message", params }, { relatedRequestId })
      .catch(() => {});
  });
  server.during = (extra, work) => {
    const envelope = readEnvelope(extra._meta);
    if (envelope === undefined) return work();
    return clientLog.during({ id: extra.requestId, level: envelope.logLevel }, work);
  };
  server.oninitialized = () => clientLog.open();
  server.answer(requests.setLevel, ({ params }) => {
    clientLog.setLevel(readLogLevel(params.level));
    return {};
  });
  return clientLog;
}

function callOptions(extra: RequestExtra, onError: OnError): CallOptions {
  const progressToken = extra._meta?.progressToken;
  if (progressToken === undefined) return { signal: extra.signal };
  return {
    signal: extra.signal,
    progress: (progress, total) => {
      const params = { progressToken, progress, total };
      extra.sendNotification({ method: "notifications/progress", params }).catch(onError);
    },
  };
}
