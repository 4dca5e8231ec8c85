/** A choice's id and label, as HTML has them. */
export type Option = readonly [value: number, label: string];
type Options = readonly Option[];

/** The option by which Django REST framework says that it cut a list off, and the end of the list. */
export const CUT_OFF = '<option value="n/a" disabled>More than 1,000 items…</option></select>';

/** What Django REST framework's browsable page of `OPTIONS api/tickets/` shows, its parts by name. */
export function browsablePage(
  options: { queues?: Options; users?: Options; statuses?: Options; priorities?: Options } = {},
): string {
  const { queues = [[1, "Support"], [2, "Billing"]], users = [[1, "admin"], [2, "staff"]] } =
    options;
  const { statuses = [[1, "Open"], [2, "Reopened"], [3, "Resolved"]] } = options;
  const { priorities = [[1, "1. Critical"], [3, "3. Normal"]] } = options;
  const choice = (label: string, list: Options) => ({
    ...{ type: "choice", label },
    choices: list.map(([value, label]) => ({ value, display_name: label })),
  });
  const POST = {
    title: { type: "string", label: "Title", max_length: 200 },
    status: choice("Status", statuses),
    priority: choice("Priority", priorities),
    custom_room: { type: "string", label: "Room & floor", max_length: 20 },
  };
  const metadata = { name: "Ticket List", actions: { POST } };
  const select = (name: string, list: Options) => {
    const lines = list.map(([value, label]) =>
      `<option value="${value}">${escaped(label)}</option>`
    );
    return `<select class="form-control" name="${name}">
       <option value="">---------</option>${lines.join("")}
     </select>`;
  };
  return `<!DOCTYPE html><html><body>
    <div class="response-info"><pre class="prettyprint"><span class="meta nocode"><b>HTTP 200 OK</b>
<b>Allow:</b> <span class="lit">GET, POST, HEAD, OPTIONS</span>
<b>Vary:</b> <span class="lit">Accept</span>

</span>${escaped(JSON.stringify(metadata, null, 4))}</pre></div>
    <form method="POST" enctype="multipart/form-data">
      ${select("queue", queues)}
      ${select("assigned_to", users)}
      ${select("status", statuses)}
      ${select("priority", priorities)}
    </form>
    <script type="application/json" id="drf_csrf">
      {"csrfHeaderName": "X-CSRFToken", "csrfToken": "fixture-token"}
    </script>
    <script src="/static/rest_framework/js/default.js"></script>
  </body></html>`;
}

/** Text as it stands in HTML. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#x27;");
}
