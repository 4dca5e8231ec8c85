import type { ArgumentRole, Referent } from "./argument_roles.ts";
import { isInteger } from "./converted.ts";
import { isLine } from "./fields.ts";
import { listedReferences } from "./listed_references.ts";

/** What was given for an argument that refers to something. */
export interface GivenReference {
  /** The tool's own name of the argument. */
  readonly argument: string;
  readonly refersTo: Referent;
  /** By the name that the caller used: the argument's, another one for it, or that of the name beside it. */
  readonly given: ReadonlyMap<string, string | number>;
}

/** What was given for an argument that refers to several of them. */
export interface GivenList {
  /** The tool's own name of the argument. */
  readonly argument: string;
  readonly refersTo: Referent;
  readonly listed: readonly (string | number)[];
}

/** Fits every argument that refers to something. */
const PLACEHOLDER = 1;

/** Sorts out the references among a tool's arguments: those given by name take a request to resolve. */
export class GivenReferences {
  readonly #roles: ReadonlyMap<string, ArgumentRole>;
  readonly #given = new Map<string, Map<string, string | number>>();
  readonly #lists = new Map<string, GivenList>();

  constructor(roles: ReadonlyMap<string, ArgumentRole>) {
    this.#roles = roles;
  }

  /**
   * Takes what may be a reference.
   *
   * @param name of the argument
   * @param called as the caller wrote it
   * @returns false when it is none: its type decides what it is
   */
  take(name: string, called: string, value: unknown): boolean {
    const role = this.#roles.get(name);
    if (role?.isMany) return this.#takeList(name, role.refersTo, value);
    const argument = role?.names ?? (role?.refersTo === undefined ? undefined : name);
    if (argument === undefined) return false;
    if (typeof value === "string" && value.trim() === "") return role?.names !== undefined;
    const isReference = typeof value === "string" ? isLine(value) : Number.isInteger(value);
    if (!isReference) return false;
    const given = this.#given.get(argument) ?? new Map();
    this.#given.set(argument, given.set(called, value));
    return true;
  }

  #takeList(argument: string, refersTo: Referent | undefined, value: unknown): boolean {
    const listed = listedReferences(value);
    if (listed === undefined || refersTo === undefined || this.#lists.has(argument)) return false;
    this.#lists.set(argument, { argument, refersTo, listed });
    return true;
  }

  /** For each argument a number: the given one, as far as one was given; for several, as many. */
  get placeholders(): Readonly<Record<string, number | number[]>> {
    const lists = [...this.#lists.values()].map(({ argument, listed }) =>
      [argument, listed.map((one) => typeof one === "number" ? one : PLACEHOLDER)] as const
    );
    const numbers = [...this.#given].map(([argument, given]) => {
      const [first] = given.values();
      const isNumber = typeof first === "number" || isInteger(first ?? "");
      return [argument, isNumber ? Number(first) : PLACEHOLDER] as const;
    });
    return Object.fromEntries([...numbers, ...lists]);
  }

  /** The arguments whose ids are not known yet. */
  get toResolve(): (GivenReference | GivenList)[] {
    const lists = [...this.#lists.values()]
      .filter(({ listed }) => listed.some((one) => typeof one === "string"));
    const single = [...this.#given].flatMap(([argument, given]) => {
      const refersTo = this.#roles.get(argument)?.refersTo;
      if (refersTo === undefined) return [];
      const [first] = given.values();
      const isKnown = given.size === 1 &&
        (typeof first === "number" || refersTo === "tickets" && isInteger(String(first)));
      return isKnown ? [] : [{ argument, refersTo, given }];
    });
    return [...single, ...lists];
  }
}
