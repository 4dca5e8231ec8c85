/** The page on which people review a finished branch: `pullrequests/BRANCH/` of the Dolt edition. */
export function pullRequestAddress(branch: string, baseUrl: URL): string {
  return new URL(`pullrequests/${encodeURIComponent(branch)}/`, baseUrl).href;
}
