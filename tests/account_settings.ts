/** What has accounts and an address: a real helpdesk, or the embedded one. */
interface HelpdeskWithAccounts<Name extends string> {
  readonly baseUrl: string;
  readonly accounts: Readonly<
    Record<Name, { readonly username: string; readonly password: string }>
  >;
}

/** The settings with which the program works a helpdesk as one of its accounts. */
export function settingsOf<Name extends string>(
  { baseUrl, accounts }: HelpdeskWithAccounts<Name>,
  account: NoInfer<Name>,
): { HELPDESK_BASE_URL: string; HELPDESK_USERNAME: string; HELPDESK_PASSWORD: string } {
  const { username, password } = accounts[account];
  return {
    HELPDESK_BASE_URL: baseUrl,
    HELPDESK_USERNAME: username,
    HELPDESK_PASSWORD: password,
  };
}
