import { Stage } from "./base/stage.ts";
import { type SessionAnswer, sessionPage } from "./session_page.ts";

new Stage("session", (answer, stage) => sessionPage(answer as unknown as SessionAnswer, stage));
