import assert from "node:assert/strict";
import project from "../../deno.json" with { type: "json" };
import { PROJECT_FOLDER } from "../../scripts/release/executable.ts";
import { serverJson, serverName, UNPUBLISHED } from "../../scripts/release/server_json.ts";

const lines = (await Deno.readTextFile(`${PROJECT_FOLDER}Containerfile`)).split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));
const workflow = await Deno.readTextFile(`${PROJECT_FOLDER}.github/workflows/release.yml`);

/** What follows an instruction, each time that it stands there. */
function given(instruction: string): string[] {
  return lines.filter((line) => line.startsWith(`${instruction} `))
    .map((line) => line.slice(instruction.length + 1));
}

Deno.test("the container holds the executable alone, and runs it without rights", () => {
  assert.deepEqual(given("FROM").map((image) => /distroless\/\S+:nonroot$/.test(image)), [true]);
  assert.deepEqual(given("RUN"), []);
  assert.deepEqual(given("COPY"), [
    `--chmod=0555 build/${project.name}-\${TARGETARCH} /usr/local/bin/${project.name}`,
  ]);
  assert.deepEqual(given("USER"), ["65532:65532"]);
  assert.deepEqual(given("ENTRYPOINT"), [`["/usr/local/bin/${project.name}"]`]);
});

Deno.test("the container's label names the entry in the MCP registry, whose package it is", () => {
  assert(given("LABEL").includes("io.modelcontextprotocol.server.name=$SERVER_NAME"));
  assert(given("ARG").includes(`SERVER_NAME=${serverName(project, UNPUBLISHED.repository)}`));
  const image = serverJson(project, UNPUBLISHED).packages
    .find(({ registryType }) => registryType === "oci");
  assert.equal(image?.identifier, `ghcr.io/owner/${project.name}:${project.version}`);
});

Deno.test("a release builds the container for both processors, and publishes the npm packages", () => {
  const build =
    /docker buildx build --platform linux\/amd64,linux\/arm64 .*\n?.*--file Containerfile/;
  assert.match(workflow, build);
  const name = 'SERVER_NAME=io.github.$GITHUB_REPOSITORY_OWNER/helpdesk-mcp"';
  assert(workflow.includes(`--build-arg "${name}`));
  assert.match(workflow, /deno task -q release npm "\$GITHUB_REPOSITORY"/);
  assert.match(workflow, /npm publish --provenance --access public/);
});
