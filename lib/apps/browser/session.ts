import { contentOf } from "./base/host.ts";
import { Stage } from "./base/stage.ts";
import { type SessionAnswer, sessionPage } from "./session_page.ts";

new Stage("session", (answer, stage) => sessionPage(contentOf<SessionAnswer>(answer), stage));
