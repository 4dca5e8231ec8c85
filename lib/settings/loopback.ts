/**
 * Whether a host is this machine itself, so that what is sent to it crosses no network.
 *
 * @param hostname as `URL.hostname` gives it: in lower case, IPv6 in brackets
 */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/, "");
  return name === "localhost" || name.endsWith(".localhost") ||
    /^127(?:\.\d{1,3}){3}$/.test(name) || name === "[::1]" ||
    // 127.0.0.0/8 inside IPv6, and the addresses that connect to this machine.
    /^\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\]$/.test(name) || name === "0.0.0.0" || name === "[::]";
}
