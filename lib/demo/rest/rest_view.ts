import type { Exchange } from "../web/exchange.ts";
import type { User } from "../state/model.ts";
import type { RestInput } from "./rest_input.ts";

/** Methods a view can answer; HEAD and OPTIONS come by themselves. */
export type RestMethod = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One call of a REST view. */
export interface RestCall {
  readonly exchange: Exchange;
  readonly method: string;
  /** Null for an anonymous call, which only a view with permission "anyone" gets. */
  readonly user: User | null;
  /** The parts of the path that the route names. */
  readonly parameters: readonly string[];
  /** @throws {RestError} when the body cannot be read */
  input(): Promise<RestInput>;
}

/** What a view answers; `objectId` is that of the object it made or changed. */
export interface RestAnswer {
  readonly status: number;
  readonly data: unknown;
  readonly objectId?: number;
}

/** A view of the REST framework. */
export interface RestView {
  /** As the browsable page calls it. */
  readonly name: string;
  readonly description: string;
  readonly permission: "anyone" | "authenticated" | "staff" | "superuser";
  /** False: only a session counts, no token. Default true. */
  readonly acceptsToken?: boolean;
  readonly methods: {
    readonly [method in RestMethod]?: (call: RestCall) => RestAnswer | Promise<RestAnswer>;
  };
  /** True: what it answers itself is JSON, whatever the client accepts. */
  readonly alwaysJson?: boolean;
  /** What OPTIONS says about the fields of a POST. */
  readonly actions?: (call: RestCall) => unknown;
  /** The form of the browsable page. */
  readonly form?: (call: RestCall) => string;
}
