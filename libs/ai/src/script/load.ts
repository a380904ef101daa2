import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { readScript } from './schema';
import type { Document } from 'yaml';
import type { Script } from './script';
import { ScriptError } from './script-error';
import { YamlNode } from './yaml-node';

/**
 * Reads and checks a script.
 * @param path of the operator's own file; the one that comes with the project where it is left out.
 * @throws ScriptError naming every problem with its place in the file and what is wanted there.
 */
export function loadScript(path: string = embeddedScript()): Script {
  const text = readText(path);
  if (newest?.path !== path || newest.text !== text) newest = { path, text, script: parseScript(text, path) };
  return newest.script;
}

/** The script that answers and the model that guesses intents by it read the same file at start, 60 ms each time. */
let newest: { readonly path: string; readonly text: string; readonly script: Script } | null = null;

/** Checks a script that was read already; `file` is how the errors call it. @throws ScriptError */
export function parseScript(text: string, file: string): Script {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const problems = document.errors.map(error => {
      const { line, col } = lines.linePos(error.pos[0]);
      return `line ${line}, column ${col}: ${error.message}`;
    });
    throw new ScriptError(file, problems);
  }
  const problems: string[] = [];
  const script = readScript(new YamlNode(toValue(document, file), '', problems));
  if (problems.length > 0) throw new ScriptError(file, problems);
  return script;
}

function toValue(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ScriptError(file, [error instanceof Error ? error.message : String(error)]);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ScriptError(path, [
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
}

/** The compiler does not copy YAML beside its output, so sources and output alike find the file from the project's root. */
export function embeddedScript(from: string = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return join(folder, 'libs', 'ai', 'script', 'replies.yaml');
    if (folder === dirname(folder)) throw new ScriptError('replies.yaml', [`no package.json above ${from}`]);
  }
}
