import { directionProblem, type Reference, roomOf, specifierProblem } from "./layout.ts";

const ROOT = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** Members of the platform's globals that only some files of main.ts and lib/ may touch. */
const GUARDED: readonly {
  readonly rule: "environment" | "output";
  readonly names: ReadonlySet<string>;
  readonly allowed: ReadonlySet<string>;
  readonly message: string;
}[] = [
  {
    rule: "environment",
    names: new Set(["Deno.env", "Deno.args", "process.env", "process.argv"]),
    allowed: new Set(["main.ts"]),
    message: "Only main.ts reads the environment and the arguments",
  },
  {
    rule: "output",
    names: new Set(["Deno.stderr", "process.stderr"]),
    allowed: new Set(["lib/log/log.ts"]),
    message: "Only lib/log/log.ts writes to stderr",
  },
  {
    rule: "output",
    names: new Set(["Deno.stdout", "process.stdout"]),
    allowed: new Set(["lib/commands/print.ts", "lib/mcp/stdio_transport.ts"]),
    message:
      "Only lib/mcp/stdio_transport.ts and lib/commands/print.ts write to stdout, which belongs to the protocol",
  },
];

/** The linted file relative to the repository's root, with `/` as separator. */
function pathOf(context: Deno.lint.RuleContext): string {
  const name = context.filename.replace(/^file:\/\//, "").replaceAll("\\", "/");
  return name.startsWith(ROOT) ? name.slice(ROOT.length) : name.replace(/^\.\//, "");
}

/** The text of a string literal, or of a template literal without parts that are put in. */
function literalText(node: Deno.lint.Node | null): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral" && node.expressions.length === 0) {
    return node.quasis[0]?.cooked;
  }
  return undefined;
}

/** Visits everything in a file that names another module. */
function visitReferences(
  context: Deno.lint.RuleContext,
  problemOf: (reference: Reference) => string | undefined,
): Deno.lint.LintVisitor {
  const importer = pathOf(context);
  const check = (node: Deno.lint.Node, source: Deno.lint.Node | null, isDynamic = false) => {
    const specifier = literalText(source);
    if (specifier === undefined) return;
    const message = problemOf({ importer, specifier, isDynamic });
    if (message !== undefined) context.report({ node, message });
  };
  return {
    ImportDeclaration: (node) => check(node, node.source),
    ExportNamedDeclaration: (node) => check(node, node.source),
    ExportAllDeclaration: (node) => check(node, node.source),
    ImportExpression: (node) => check(node, node.source, true),
    TSExternalModuleReference: (node) => check(node, node.expression),
    TSImportType: (node) => {
      if (node.argument.type === "TSLiteralType") check(node, node.argument.literal);
    },
  };
}

/** "Deno" for `Deno` and for `globalThis.Deno`; undefined for anything that is no plain name. */
function globalName(node: Deno.lint.Node): string | undefined {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression") return undefined;
  const isGlobal = node.object.type === "Identifier" &&
    (node.object.name === "globalThis" || node.object.name === "window");
  return isGlobal ? propertyName(node) : undefined;
}

function propertyName(node: Deno.lint.MemberExpression): string | undefined {
  return !node.computed && node.property.type === "Identifier"
    ? node.property.name
    : literalText(node.property);
}

/** Visits every use of a member of a global, also one that is taken out by a pattern. */
function visitMembers(
  visit: (node: Deno.lint.Node, object: string, member: string) => void,
): Deno.lint.LintVisitor {
  return {
    MemberExpression(node) {
      const [object, member] = [globalName(node.object), propertyName(node)];
      if (object !== undefined && member !== undefined) visit(node, object, member);
    },
    VariableDeclarator(node) {
      if (node.id.type !== "ObjectPattern" || node.init === null) return;
      const object = globalName(node.init);
      if (object === undefined) return;
      for (const property of node.id.properties) {
        if (property.type !== "Property") continue;
        const { key } = property;
        const member = key.type === "Identifier" ? key.name : literalText(key);
        if (member !== undefined) visit(property, object, member);
      }
    },
  };
}

function guardRule(rule: "environment" | "output"): Deno.lint.Rule {
  return {
    create(context) {
      const path = pathOf(context);
      if (roomOf(path) === undefined) return {};
      return visitMembers((node, object, member) => {
        for (const guarded of GUARDED) {
          if (guarded.rule !== rule || guarded.allowed.has(path)) continue;
          if (guarded.names.has(`${object}.${member}`)) {
            context.report({ node, message: guarded.message });
          }
        }
        if (rule === "output" && object === "console" && path !== "lib/log/log.ts") {
          context.report({ node, message: "Only lib/log/log.ts uses the console" });
        }
      });
    },
  };
}

/**
 * The rules of this repository's layout, for `deno.json` → `lint.plugins`. All but the one against
 * remote imports hold in main.ts and lib/; tests and scripts are free.
 */
const plugin: Deno.lint.Plugin = {
  name: "layout",
  rules: {
    "import-direction": {
      create: (context) => visitReferences(context, directionProblem),
    },
    "import-specifier": {
      create: (context) => visitReferences(context, specifierProblem),
    },
    "literal-import": {
      create(context) {
        if (roomOf(pathOf(context)) === undefined) return {};
        return {
          ImportExpression(node) {
            if (literalText(node.source) !== undefined) return;
            context.report({ node, message: "A dynamic import names its module in a literal" });
          },
        };
      },
    },
    environment: guardRule("environment"),
    output: guardRule("output"),
    "no-barrel": {
      create(context) {
        if (roomOf(pathOf(context)) === undefined) return {};
        return {
          Program(node) {
            if (node.body.length === 0 || !isBarrel(node)) return;
            context.report({ node, message: "A file that only re-exports hides where things are" });
          },
        };
      },
    },
  },
};

/** True for a file of re-exports, be they written as `export from` or as import and export. */
function isBarrel(program: Deno.lint.Program): boolean {
  const exports = program.body.filter((statement) => statement.type !== "ImportDeclaration");
  return exports.length > 0 &&
    exports.every((statement) =>
      statement.type === "ExportAllDeclaration" ||
      (statement.type === "ExportNamedDeclaration" && statement.declaration === null)
    );
}

export default plugin;
