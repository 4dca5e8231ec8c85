/**
 * What the changelog says of a version, without its heading.
 *
 * @param changelog text in the form of Keep a Changelog
 * @throws {Error} when it says nothing of that version
 */
export function releaseNotes(changelog: string, version: string): string {
  const lines = changelog.split("\n");
  const isHeading = (line: string) => line.startsWith("## ");
  const start = lines.findIndex((line) => line.startsWith(`## [${version}]`));
  if (start < 0) throw new Error(`CHANGELOG.md has no section "## [${version}]"`);
  const length = lines.slice(start + 1).findIndex(isHeading);
  const section = lines.slice(start + 1, length < 0 ? undefined : start + 1 + length);
  // Links at the end of the file belong to its headings.
  const text = section.filter((line) => !/^\[[^\]]+\]: /.test(line)).join("\n").trim();
  if (text === "") throw new Error(`CHANGELOG.md says nothing of version ${version}`);
  return text;
}
