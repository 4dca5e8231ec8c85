import type { RenderedResult, ToolContext } from "../tools/tool.ts";
import type { Completer } from "./completion.ts";

/** Reads a resource. @throws {HelpdeskError} for every failure that the caller can understand */
export type ReadResource = (context: ToolContext) => Promise<RenderedResult>;

/** Data of the helpdesk that a client can attach to a conversation. */
export interface Resource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly read: ReadResource;
}

/** Resources of one kind, told apart by the variables of their address. */
export interface ResourceTemplate {
  /** RFC 6570, such as `helpdesk://ticket/{id}`. */
  readonly uriTemplate: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What reads the resource of an address; undefined when the address does not fit the template. */
  find(uri: string): ReadResource | undefined;
  /** Completes the variables, by name. */
  readonly completers: ReadonlyMap<string, Completer>;
}
