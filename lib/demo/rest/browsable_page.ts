import { escapeHtml } from "../python/html_text.ts";
import type { RestAnswer, RestCall, RestView } from "./rest_view.ts";

/** The page that the REST framework shows to browsers: the answer as text and, for a list, a form. */
export function browsablePage(
  view: RestView,
  call: RestCall,
  answer: RestAnswer,
  headers: Headers,
  form: string | undefined,
): string {
  const { exchange } = call;
  const address = escapeHtml(exchange.url.pathname + exchange.url.search);
  const json = JSON.stringify(answer.data, null, 4);
  const token = exchange.csrf.pageToken();
  return `<!DOCTYPE html>
<html>
  <head>
    <meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
    <meta name="robots" content="NONE,NOARCHIVE" />
    <title>${escapeHtml(view.name)} – Django REST framework</title>
  </head>
  <body class="">
    <div class="wrapper">
      <div class="navbar navbar-static-top navbar-inverse" role="navigation" aria-label="navbar">
        <ul class="nav navbar-nav pull-right">
          <li class="navbar-text">${escapeHtml(call.user?.username ?? "")}</li>
        </ul>
      </div>
      <div class="container">
        <div id="content" role="main" aria-label="content">
          <div class="content-main" role="main" aria-label="main content">
            <div class="page-header"><h1>${escapeHtml(view.name)}</h1></div>
            <div class="pull-left"><p>${escapeHtml(view.description)}</p></div>
            <div class="request-info" aria-label="request info">
              <pre class="prettyprint"><b>${call.method}</b> ${address}</pre>
            </div>
            <div class="response-info" aria-label="response info">
              <pre class="prettyprint"><span class="meta nocode"><b>HTTP ${answer.status}</b>
<b>Allow:</b> <span class="lit">${escapeHtml(headers.get("allow") ?? "")}</span>
<b>Content-Type:</b> <span class="lit">application/json</span>

</span>${escapeHtml(json)}</pre>
            </div>
          </div>
${form === undefined ? "" : postForm(address, token, form)}
        </div>
      </div>
    </div>
    <script type="application/json" id="drf_csrf">
      {
        "csrfHeaderName": "X-CSRFTOKEN",
        "csrfToken": "${token}"
      }
    </script>
  </body>
</html>
`;
}

function postForm(address: string, token: string, fields: string): string {
  return `          <div class="tab-pane" id="post-object-form">
            <form action="${address}" method="POST" enctype="multipart/form-data" class="form-horizontal" novalidate>
              <fieldset>
                <input type="hidden" name="csrfmiddlewaretoken" value="${token}">
${fields}
                <div class="form-actions">
                  <button class="btn btn-primary js-tooltip">POST</button>
                </div>
              </fieldset>
            </form>
          </div>
          <div class="tab-pane" id="post-generic-content-form">
            <form action="${address}" method="POST" class="form-horizontal">
              <fieldset>
                <select name="_content_type" data-override="content-type" id="id__content_type" class="form-control">
                  <option value="application/json" selected>application/json</option>
                  <option value="application/x-www-form-urlencoded">application/x-www-form-urlencoded</option>
                  <option value="multipart/form-data">multipart/form-data</option>
                </select>
                <textarea name="_content" cols="40" rows="10" data-override="content" id="id__content" class="form-control"></textarea>
              </fieldset>
            </form>
          </div>`;
}
