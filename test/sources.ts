import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A path below `src/` and what the file says. */
export type Sources = Readonly<Record<string, string>>;

const root = fileURLToPath(new URL('../src/', import.meta.url));
export const sources: Sources = Object.fromEntries(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .map((path) => [relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
);
export const modules: Sources = Object.fromEntries(
  Object.entries(sources).filter(([path]) => /\.tsx?$/.test(path)),
);

interface Import {
  readonly path: string;
  readonly specifier?: string;
  /** The file below `src/`; absent for a package. */
  readonly target?: string;
  readonly isExport?: boolean;
}

/** Every import and re-export; a file without one appears once, by its path alone. */
export function eachImport(files: Sources): Import[] {
  const statement = /\b(import|export)\s(?:[\w*{}\s,$]+\sfrom\s)?\s*'([^']+)'|\bimport\(\s*'([^']+)'/g;
  return Object.entries(files).flatMap(([path, text]): Import[] => {
    const found = [...withoutComments(text).matchAll(statement)].map(([, keyword, named, loaded]) => {
      const specifier = named ?? loaded ?? '';
      const target = specifier.startsWith('.')
        ? join(dirname(path), specifier).replaceAll('\\', '/')
        : undefined;
      return { path, specifier, target, isExport: keyword === 'export' };
    });
    return found.length ? found : [{ path }];
  });
}

/** The file that an import with `.js` means. */
export function sourceOf(target: string | undefined, files: Sources): string[] {
  return ['.ts', '.tsx']
    .map((ending) => (target ?? '').replace(/\.js$/, ending))
    .filter((path) => path in files);
}

export function packageOf(specifier: string): string {
  return specifier.match(/^(node:|(@[^/]+\/)?[^/]+)/)?.[0] ?? specifier;
}

export function floorOf(path: string): string {
  return path.split('/')[0] ?? path;
}

export function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\/.*|\/\*[\s\S]*?\*\/)/gm, '');
}
