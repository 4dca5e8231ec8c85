import assert from "node:assert/strict";
import { readCompileOptions } from "../../scripts/release/compile_options.ts";
import { targets } from "../../scripts/release/targets.ts";

Deno.test("readCompileOptions() takes a host with or without a port", () => {
  for (const host of ["helpdesk.example.com", "localhost:8080", "10.0.0.1", "[::1]:8443"]) {
    assert.equal(readCompileOptions(["--host", host]).host, host);
  }
  assert.equal(readCompileOptions([]).host, undefined);
});

for (
  const host of ["a.example,b.example", "https://a.example", "a.example/", "*.example", "a b", ""]
) {
  Deno.test(`readCompileOptions() refuses ${JSON.stringify(host)} as a host`, () => {
    assert.throws(() => readCompileOptions(["--host", host]), /--host/);
  });
}

Deno.test("readCompileOptions() takes every platform of a release, and no other", () => {
  for (const target of targets) {
    assert.equal(readCompileOptions(["--target", target.triple]).target, target);
  }
  assert.throws(
    () => readCompileOptions(["--target", "sparc"]),
    /give one of x86_64-unknown-linux/,
  );
});

Deno.test("readCompileOptions() names an argument that it does not know", () => {
  assert.throws(() => readCompileOptions(["--hots", "a.example"]), /Unknown option '--hots'/);
  assert.throws(() => readCompileOptions(["--output"]), /'--output <value>' argument missing/);
  assert.throws(() => readCompileOptions(["--output="]), /--output needs a value/);
  assert.throws(() => readCompileOptions(["--host", "--help"]), /'--host' argument is ambiguous/);
});
