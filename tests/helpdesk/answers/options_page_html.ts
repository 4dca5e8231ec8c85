/** A choice's id and label, as HTML has them. */
export type Option = readonly [value: number, label: string];

/** What Django REST framework's browsable page of `OPTIONS api/tickets/` shows, its parts by name. */
export function browsablePage(options: {
  queues?: readonly Option[];
  users?: readonly Option[];
  statuses?: readonly Option[];
  priorities?: readonly Option[];
} = {}): string {
  const { queues = [[1, "Support"], [2, "Billing"]], users = [[1, "admin"], [2, "staff"]] } =
    options;
  const { statuses = [[1, "Open"], [2, "Reopened"], [3, "Resolved"]] } = options;
  const { priorities = [[1, "1. Critical"], [3, "3. Normal"]] } = options;
  const choices = (list: readonly Option[]) =>
    list.map(([value, label]) => ({ value, display_name: label }));
  const metadata = {
    name: "Ticket List",
    actions: {
      POST: {
        title: { type: "string", label: "Title", max_length: 200 },
        status: { type: "choice", label: "Status", choices: choices(statuses) },
        priority: { type: "choice", label: "Priority", choices: choices(priorities) },
        custom_room: { type: "string", label: "Room & floor", max_length: 20 },
      },
    },
  };
  const select = (name: string, list: readonly Option[]) =>
    `<select class="form-control" name="${name}">
       <option value="">---------</option>
       ${
      list.map(([value, label]) => `<option value="${value}">${escaped(label)}</option>`).join("")
    }
     </select>`;
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
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#x27;");
}
