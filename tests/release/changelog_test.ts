import assert from "node:assert/strict";
import { releaseNotes } from "../../scripts/release/changelog.ts";

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.10.0] - 2031-02-01

### Added

- Ten
- more

## [1.1.0] - 2031-01-01

- One

[1.1.0]: https://example.com/1.1.0
`;

Deno.test("releaseNotes() gives a version's section without its heading", () => {
  assert.equal(releaseNotes(CHANGELOG, "1.10.0"), "### Added\n\n- Ten\n- more");
});

Deno.test("releaseNotes() gives the last section without the links at the end", () => {
  assert.equal(releaseNotes(CHANGELOG, "1.1.0"), "- One");
});

Deno.test("releaseNotes() refuses a version that is missing or has nothing to tell", () => {
  assert.throws(() => releaseNotes(CHANGELOG, "1.1"), /no section "## \[1\.1\]"/);
  assert.throws(() => releaseNotes(CHANGELOG, "Unreleased"), /says nothing of version Unreleased/);
});
