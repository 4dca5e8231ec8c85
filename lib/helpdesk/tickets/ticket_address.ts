/**
 * The address of a ticket's web page, for people.
 *
 * @param baseUrl where the helpdesk is mounted; ends in `/`
 */
export function ticketAddress(id: number, baseUrl: URL): string {
  return new URL(`tickets/${id}/`, baseUrl).href;
}
