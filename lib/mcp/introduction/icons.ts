/** A picture for people (Model Context Protocol 2025-11-25, "Icons"). */
export interface Icon {
  readonly src: string;
  readonly mimeType: string;
  /** Such as "48x48", or "any". */
  readonly sizes: string[];
}

/** A ticket on a coloured ground, as data: a client that shows it asks nobody for it. */
export const icons: Icon[] = [
  {
    src:
      "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA0OCA0OCI+PHJlY3Qgd2lkdGg9IjQ4IiBoZWlnaHQ9IjQ4IiByeD0iMTAiIGZpbGw9IiMwYjZlNmUiLz48cGF0aCBmaWxsPSIjZmZmIiBkPSJNOCAxNmgzMnY1YTQgNCAwIDAgMCAwIDh2NUg4di01YTQgNCAwIDAgMCAwLTh6Ii8+PHBhdGggc3Ryb2tlPSIjMGI2ZTZlIiBzdHJva2Utd2lkdGg9IjMiIHN0cm9rZS1saW5lY2FwPSJyb3VuZCIgZD0iTTE4IDIyaDEyTTE4IDI4aDgiLz48L3N2Zz4K",
    mimeType: "image/svg+xml",
    sizes: ["any"],
  },
  {
    src:
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAADAAAAAwBAMAAAClLOS0AAAAMFBMVEWjyMgFbW0KbW0Jbm4JbW1EkJAKbW3+/v4AAACEtra209MJbW0KbW0HbGwadnZBjo4W7/CmAAAAEHRSTlP/F8lUhf/+/wD//2myKv//Ela0zgAAAR9JREFUeNrFlKFLQ1EUxn/33Ldp2Xj+BQbTcEFsBuOK6Q1tliUZIrKmYLAYjCIGo8VmeCBsSzIwmIQXFMsQwWjY0mA+5gzvzffcjmAZ+9r9fvee83G495pTuDm/Iq3sSwkENlZ/+3wuXYNgL5jQ2grCMopukb6vgfBMDKpc2dJBSd508CWuDoy1OhgIf2imwAFYGDM7U+gBYBcByAdpcNgMKLaidQ57Uh2VOriHSrSxB8VqUioDuwUA9mt4rQQMYe4VgBp0/5PKxKnyAeCmQDgfpXJygJ+UOl6PU/UAni4BzE48xH4hyjQa4g+Y9nQ7s7pXFd3P2nf9gYTS1U8Mpa2DOznSQUNCT/MzvvCsgUeEQX3S3/ZwYG/zY+xbKj/AN60NO84TVK/DAAAAAElFTkSuQmCC",
    mimeType: "image/png",
    sizes: ["48x48"],
  },
];
