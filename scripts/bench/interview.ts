import assert from "node:assert/strict";
import type { Site } from "../../site/site.ts";
import type { BenchClient } from "./client.ts";
import { compareTimes } from "./measure.ts";
import { measureNaive, type NaiveCost, type NaiveWay } from "./naive.ts";
import type { Question } from "./question.ts";
import type { ReportRow } from "./result.ts";

/** Measures one account's questions on one helpdesk. */
export class Interview {
  readonly #site: Site;
  readonly #client: BenchClient;
  readonly #account: ReportRow["account"];
  readonly #tickets: number;
  readonly #naive = new Map<string, NaiveCost>();

  constructor(site: Site, client: BenchClient, account: ReportRow["account"], tickets: number) {
    this.#site = site;
    this.#client = client;
    this.#account = account;
    this.#tickets = tickets;
  }

  /** @throws AssertionError when tool and raw request do not give the same answer */
  async ask(question: Question): Promise<ReportRow> {
    const { program } = this.#client;
    const tool = () => program.succeed(question.tool, question.input);
    const raw = () => this.#client.raw(question.raw);
    const before = () => {
      if (question.withoutCatalogue) program.helpdesk.catalogue.clear();
    };
    before();
    await tool();
    before();
    await this.#site.resetRequests();
    const told = question.toolIds(await tool());
    const toolRequests = (await this.#site.requests()).requests.length;
    assert.ok(told.length > 0, `"${question.name}" has an empty answer`);
    assert.deepEqual(told, question.rawIds(await raw()), `"${question.name}" has two answers`);
    return {
      question: question.name,
      kind: question.kind,
      account: this.#account,
      toolRequests,
      ...await compareTimes({ tool, raw, before }),
      naive: await this.#costOf(question.naive),
    };
  }

  /** Several questions have the same naive way: it is measured once for all of them. */
  async #costOf(way: NaiveWay): Promise<NaiveCost> {
    const key = JSON.stringify(way);
    const cost = this.#naive.get(key) ?? await measureNaive(way, this.#client, this.#tickets);
    this.#naive.set(key, cost);
    return cost;
  }
}
