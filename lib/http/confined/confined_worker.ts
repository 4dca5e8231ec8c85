import { serveRequests } from "./confined_requests.ts";

// A worker that may reach one origin and nothing else; its only door is the port in the first message.
addEventListener("message", (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port !== undefined) serveRequests(port);
}, { once: true });
