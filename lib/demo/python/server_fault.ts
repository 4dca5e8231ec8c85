/** The server would fail here: answered with Django's bare page for 500, whatever the detail. */
export class ServerFault extends Error {
  override readonly name = "ServerFault";
}

/** A request that Django refuses as suspicious: answered with its bare page for 400. */
export class SuspiciousRequest extends Error {
  override readonly name = "SuspiciousRequest";
}
