import { APP_PAGE_TYPE, readAppPage } from "../apps/app_page.ts";
import { HelpdeskError } from "../errors.ts";
import type { Log } from "../log/log.ts";
import type { Prompt, PromptPart } from "../prompts/prompt.ts";
import { type Completer, type Completion, noCompletion } from "../resources/completion.ts";
import type { Resource, ResourceTemplate } from "../resources/resource.ts";
import { cutText, shownLine, shownText } from "../text/shown_text.ts";
import type { CallOptions, RunningCalls } from "./running_calls.ts";
import { ProtocolError } from "./protocol_error.ts";
import { RESOURCE_TYPE } from "./listings.ts";
import { errorText, noticeLine, renderedText } from "./call_result.ts";

/** Longest message of a JSON-RPC error, in characters. */
const LONGEST_MESSAGE = 4_000;

/** The text of a resource, or the page of a view, in the protocol's terms. */
export interface ResourceText {
  readonly uri: string;
  readonly mimeType: string;
  readonly text: string;
  /** Of a page: how it would like to be shown (MCP Apps, "UI Resource Format"). */
  readonly _meta?: { readonly ui: { readonly prefersBorder: boolean } };
}

/** A message of a prompt, in the protocol's terms. */
export interface PromptMessage {
  readonly role: "user";
  readonly content:
    | { readonly type: "text"; readonly text: string }
    | { readonly type: "resource"; readonly resource: ResourceText };
}

/** What is to be completed: an argument of a prompt, or a variable of a resource template. */
export type CompletionReference =
  | { readonly type: "ref/prompt"; readonly name: string }
  | { readonly type: "ref/resource"; readonly uri: string };

/**
 * What a client can put before a model besides tools: resources and prompts, without the protocol around
 * them. Every method throws `ProtocolError` and nothing else.
 */
export interface ResourcesAndPrompts {
  readonly resources: readonly Resource[];
  readonly templates: readonly ResourceTemplate[];
  readonly prompts: readonly Prompt[];
  read(uri: string, options: CallOptions): Promise<ResourceText>;
  write(
    name: string,
    given: Readonly<Record<string, string>>,
    options: CallOptions,
  ): Promise<readonly PromptMessage[]>;
  /** Without the helpdesk, or for an argument that has nothing to choose from, there are no values. */
  complete(
    reference: CompletionReference,
    argument: { readonly name: string; readonly value: string },
    options: CallOptions,
  ): Promise<Completion>;
}

/** Connects resources and prompts to the helpdesk that the calls work. */
export function connectResourcesAndPrompts(options: {
  resources: readonly Resource[];
  templates: readonly ResourceTemplate[];
  prompts: readonly Prompt[];
  calls: RunningCalls;
  log: Log;
}): ResourcesAndPrompts {
  const { resources, templates, prompts, calls, log } = options;
  return {
    resources,
    templates,
    prompts,
    async read(uri, callOptions) {
      const page = await readAppPage(uri);
      if (page !== undefined) return pageContent(uri, page);
      const read = resources.find((resource) => resource.uri === uri)?.read ??
        templates.map((template) => template.find(uri)).find((found) => found !== undefined);
      if (read === undefined) throw unknownResource(uri, resources, templates);
      return await calls.run(callOptions, async (context, notices) => {
        try {
          return { uri, mimeType: RESOURCE_TYPE, text: renderedText(await read(context), notices) };
        } catch (error) {
          const message = errorMessage(error, notices, log);
          const isMissing = error instanceof HelpdeskError && error.kind === "not_found";
          throw isMissing
            ? new ProtocolError("resourceNotFound", message, { uri })
            : new ProtocolError("internalError", message);
        }
      });
    },
    async write(name, given, callOptions) {
      const prompt = prompts.find((known) => known.name === name);
      if (prompt === undefined) {
        throw refuseUnknown(
          "prompt",
          name,
          prompts.map((known) => known.name),
        );
      }
      return await calls.run(callOptions, async (context, notices) => {
        try {
          const parts = await prompt.write(given, context);
          return messagesOf(parts, notices);
        } catch (error) {
          const message = errorMessage(error, notices, log);
          const isTheirs = error instanceof HelpdeskError &&
            (error.kind === "invalid" || error.kind === "not_found");
          throw new ProtocolError(isTheirs ? "invalidParams" : "internalError", message);
        }
      });
    },
    async complete(reference, { name, value }, callOptions) {
      const completer = completerOf(reference, name, { resources, templates, prompts });
      if (completer === undefined) return noCompletion;
      return await calls.runUntold(callOptions, async (context) => {
        try {
          const completion = await completer(value, context);
          return { ...completion, values: completion.values.map((text) => shownLine(text)) };
        } catch (error) {
          log.debug(`No completion of ${shownLine(name, 60)}: ${errorText(error, [], log)}`);
          return noCompletion;
        }
      });
    },
  };
}

/** It names no address, so that the client lets it reach none. */
function pageContent(uri: string, text: string): ResourceText {
  return { uri, mimeType: APP_PAGE_TYPE, text, _meta: { ui: { prefersBorder: true } } };
}

function completerOf(
  reference: CompletionReference,
  name: string,
  known: Pick<ResourcesAndPrompts, "resources" | "templates" | "prompts">,
): Completer | undefined {
  if (reference.type === "ref/prompt") {
    const prompt = known.prompts.find((prompt) => prompt.name === reference.name);
    if (prompt !== undefined) return prompt.arguments.get(name)?.complete;
    throw refuseUnknown("prompt", reference.name, known.prompts.map((prompt) => prompt.name));
  }
  const template = known.templates.find(({ uriTemplate }) => uriTemplate === reference.uri);
  if (template !== undefined) return template.completers.get(name);
  if (known.resources.some(({ uri }) => uri === reference.uri)) return undefined;
  const addresses = known.templates.map(({ uriTemplate }) => uriTemplate);
  throw refuseUnknown("resource template", reference.uri, addresses);
}

function messagesOf(
  parts: readonly PromptPart[],
  notices: readonly string[],
): readonly PromptMessage[] {
  const messages = parts.map(messageOf);
  if (notices.length === 0) return messages;
  return [...messages, textMessage(shownText(notices.map(noticeLine).join("\n")))];
}

function messageOf(part: PromptPart): PromptMessage {
  if (part.kind === "words") return textMessage(shownText(part.text));
  const text = renderedText(part.rendered, []);
  if (part.uri === undefined) return textMessage(text);
  const resource = { uri: part.uri, mimeType: RESOURCE_TYPE, text };
  return { role: "user", content: { type: "resource", resource } };
}

function textMessage(text: string): PromptMessage {
  return { role: "user", content: { type: "text", text } };
}

function errorMessage(error: unknown, notices: readonly string[], log: Log): string {
  return cutText(errorText(error, notices, log), LONGEST_MESSAGE).text;
}

function refuseUnknown(what: string, name: string, known: readonly string[]): ProtocolError {
  return new ProtocolError("invalidParams", thereIsNo(what, name, known));
}

function unknownResource(
  uri: string,
  resources: readonly Resource[],
  templates: readonly ResourceTemplate[],
): ProtocolError {
  const known = [
    ...resources.map((resource) => resource.uri),
    ...templates.map(({ uriTemplate }) => uriTemplate),
  ];
  return new ProtocolError("resourceNotFound", thereIsNo("resource", uri, known), { uri });
}

function thereIsNo(what: string, name: string, known: readonly string[]): string {
  return `There is no ${what} ${JSON.stringify(shownLine(name, 100))}; there are ${
    known.join(", ")
  }`;
}
