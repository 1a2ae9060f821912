import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { listProjects } from '../projects.js';
import { filesBelow, workspaceRoot } from '../workspace.js';

/** One `@example` of a doc comment. */
export interface DocExample {
  /** Where it stands, such as `packages/chartkit/src/expr/operators/texts.ts:14`. */
  readonly location: string;
  /** TypeScript, with `// => …` behind an expression for what it gives. */
  readonly text: string;
}

/** The examples in the doc comments of one source file. */
export function examplesIn(fileName: string, source: string): readonly DocExample[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  // A comment above a variable belongs to the statement as well as to the variable.
  const found = new Map<number, DocExample>();
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node).filter(({ tagName }) => tagName.text === 'example')) {
      const { line } = file.getLineAndCharacterOfPosition(tag.pos);
      found.set(tag.pos, {
        location: `${fileName}:${String(line + 1)}`,
        text: ts.getTextOfJSDocComment(tag.comment) ?? '',
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return [...found.values()];
}

/** The examples in the sources of one project, tests left out. */
export async function examplesOf(folder: string): Promise<readonly DocExample[]> {
  const files = (await filesBelow(join(workspaceRoot, folder, 'src')))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .sort();
  const examples = await Promise.all(
    files.map(async (file) => examplesIn(relative(workspaceRoot, file), await readFile(file, 'utf8'))),
  );
  return examples.flat();
}

const arrow = '// =>';

/** What stands behind an expression: the lines after `// => `, or nothing where there are none. */
function expectation(comments: string): string | undefined {
  const lines = comments
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(arrow));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(arrow.length + 1)).join('\n');
}

/**
 * An example as a module that imports the public names it uses and exports `run(check)`, which calls
 * `check(actual, expected)` for each expression with a `// =>` behind it.
 *
 * @param publicNames the names that each importable module exports
 */
export function exampleModule({ text }: DocExample, publicNames: ReadonlyMap<string, readonly string[]>): string {
  const file = ts.createSourceFile('example.ts', text, ts.ScriptTarget.Latest, true);
  const used = new Set<string>();
  const collect = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) used.add(node.text);
    ts.forEachChild(node, collect);
  };
  collect(file);
  const imports = [...publicNames].map(([module, names]) => {
    const needed = names.filter((name) => used.has(name));
    return needed.length === 0 ? '' : `import { ${needed.join(', ')} } from '${module}';\n`;
  });
  const statements = file.statements.map((statement, index) => {
    const next = file.statements[index + 1];
    const expected = expectation(text.slice(statement.end, next?.getStart() ?? text.length));
    return ts.isExpressionStatement(statement) && expected !== undefined
      ? `check(${statement.expression.getText()}, ${JSON.stringify(expected)});`
      : statement.getText();
  });
  const body = statements.join('\n');
  return `${imports.join('')}export function run(check: (actual: unknown, expected: string) => void): void {\nvoid check;\n${body}\n}\n`;
}

/** What the type checker says of some modules: the file and the message of each error. */
export function typeErrors(files: readonly string[]): readonly (readonly [file: string, message: string])[] {
  const path = join(workspaceRoot, 'tsconfig.base.json');
  const { config } = ts.readConfigFile(path, (name) => ts.sys.readFile(name)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, workspaceRoot);
  const program = ts.createProgram(files, { ...options, composite: false, noEmit: true, noUnusedLocals: false });
  return files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => [file, ts.flattenDiagnosticMessageText(messageText, '\n')] as const,
    );
  });
}

/** The names that the public modules of a project export: its index, and `<name>/testing` where there is one. */
export async function publicNamesOf(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const project = (await listProjects()).find((candidate) => candidate.folder === folder);
  if (project === undefined) return new Map();
  const { name, exports = {} } = project.manifest;
  const modules = ['.', './testing'].filter((entry) => entry in exports).map((entry) => name + entry.slice(1));
  return new Map(
    await Promise.all(
      modules.map(async (module) => [module, Object.keys((await import(module)) as object).sort()] as const),
    ),
  );
}

const outputFolder = join(workspaceRoot, 'tools/workspace/test-output/doc-examples');

/** Writes modules where the workspace's packages can be imported from; returns their paths. */
export async function writeModules(texts: readonly string[]): Promise<readonly string[]> {
  await rm(outputFolder, { recursive: true, force: true });
  await mkdir(outputFolder, { recursive: true });
  const files = texts.map((text, index) => [join(outputFolder, `example-${String(index + 1)}.ts`), text] as const);
  await Promise.all(files.map(([file, text]) => writeFile(file, text)));
  return files.map(([file]) => file);
}
