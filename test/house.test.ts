import { describe, expect, it } from 'vitest';
import {
  eachImport,
  floorOf,
  modules,
  packageOf,
  sourceOf,
  sources,
  withoutComments,
  type Sources,
} from './sources.js';

// How the source is built up: who may import whom, what a file may look like. A rule takes sources and
// returns what breaks it, so that the tests can show each rule a made-up offender.

/** A floor and the floors it may import. The entries gather from all. */
const floors: Readonly<Record<string, readonly string[]>> = {
  core: [],
  client: ['core'],
  server: ['core'],
  react: ['core', 'client'],
  components: ['core', 'client', 'react'],
  msw: ['server'],
  testing: ['core', 'client'],
  cli: ['core', 'client', 'server', 'testing'],
  entries: ['core', 'client', 'server', 'react', 'components', 'msw', 'testing'],
};

/** A folder and the packages it may import; the longest path that fits a file counts. */
const packages: Readonly<Record<string, readonly string[]>> = {
  core: ['diff-match-patch'],
  client: [],
  server: [],
  'server/stores': ['node:', 'hono', 'kysely', 'libsql', 'pg'],
  react: ['react', '@tanstack/react-query'],
  'react/form': ['react', '@tanstack/react-query', 'react-hook-form'],
  'react/table': ['react', 'react-dom', '@tanstack/react-query'],
  components: ['react', 'react-dom'],
  msw: ['msw'],
  testing: [],
  cli: ['node:', 'hono', '@hono/node-server', 'kysely', 'libsql', 'pg'],
  entries: [],
};

const longestFile = 250;
/** Larger files, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'components/styles.css': 'apps link one stylesheet, and it is served as it is',
};

describe('the house', () => {
  it('imports only from the floors below, through their lists', () => {
    expect(wrongFloors(modules)).toEqual([]);
    expect(wrongFloors({ 'core/a.ts': `import { b } from '../server/index.js'` })).toHaveLength(1);
    expect(wrongFloors({ 'core/a.ts': `import type {\n  B,\n} from '../server/index.js'` })).toHaveLength(1);
    expect(wrongFloors({ 'react/form/a.ts': `import { b } from '../../core/b.js'` })).toHaveLength(1);
    expect(wrongFloors({ 'core/a.ts': `const b = import('../entries/index.js')` })).toHaveLength(1);
    expect(wrongFloors({ 'attic/a.ts': '' })).toHaveLength(1);
    expect(wrongFloors({ 'react/a.ts': `import { merge } from '../core/index.js'` })).toEqual([]);
  });

  it('gathers from several floors only in the entries', () => {
    expect(wrongGathering(modules)).toEqual([]);
    expect(wrongGathering({ 'client/index.ts': `export { merge } from '../core/index.js'` })).toHaveLength(1);
    expect(wrongGathering({ 'entries/index.ts': `export { merge } from '../core/index.js'` })).toEqual([]);
  });

  it('uses a package only where it belongs', () => {
    expect(wrongPackages(modules)).toEqual([]);
    expect(wrongPackages({ 'core/a.ts': `import { readFile } from 'node:fs'` })).toHaveLength(1);
    expect(wrongPackages({ 'client/a.ts': `import { useState } from 'react'` })).toHaveLength(1);
    expect(wrongPackages({ 'react/a.ts': `import { useForm } from 'react-hook-form'` })).toHaveLength(1);
    expect(
      wrongPackages({ 'components/a.ts': `import { useQuery } from '@tanstack/react-query'` }),
    ).toHaveLength(1);
    expect(wrongPackages({ 'server/a.ts': `import { Kysely } from 'kysely'` })).toHaveLength(1);
    expect(wrongPackages({ 'server/stores/a.ts': `import { Kysely } from 'kysely'` })).toEqual([]);
  });

  it('keeps core free of clocks, chance and input', () => {
    expect(impurities(modules)).toEqual([]);
    expect(impurities({ 'core/a.ts': 'const now = Date.now()' })).toHaveLength(1);
    expect(impurities({ 'core/a.ts': `await fetch('/b')` })).toHaveLength(1);
    expect(impurities({ 'core/a.ts': '// not fetch(\nconst isDate = value instanceof Date' })).toEqual([]);
  });

  it('has no import cycle', () => {
    expect(cycles(modules)).toEqual([]);
    const a = `import { b } from './b.js'`;
    expect(cycles({ 'core/a.ts': a, 'core/b.ts': `import type { A } from './a.js'` })).toHaveLength(1);
    expect(cycles({ 'core/a.ts': a, 'core/b.tsx': '' })).toEqual([]);
  });

  it('exports by name', () => {
    expect(namelessExports(modules)).toEqual([]);
    expect(namelessExports({ 'core/a.ts': 'export default 1' })).toHaveLength(1);
    expect(namelessExports({ 'core/a.ts': `export * from './b.js'` })).toHaveLength(1);
    expect(namelessExports({ 'core/a.ts': 'export { a as default }' })).toHaveLength(1);
  });

  it('has files of a size to read', () => {
    expect(tooLong(sources)).toEqual([]);
    expect(tooLong({ 'core/a.ts': 'a\n'.repeat(longestFile) })).toEqual([]);
    expect(tooLong({ 'core/a.ts': 'a\n'.repeat(longestFile + 1) })).toHaveLength(1);
    expect(Object.keys(longFiles).filter((path) => !(path in sources))).toEqual([]);
  });

  it('names files for what they hold', () => {
    expect(drawers(sources)).toEqual([]);
    expect(drawers({ 'core/utils/a.ts': '', 'core/types.ts': '', 'core/versions.ts': '' })).toHaveLength(2);
  });
});

function wrongFloors(files: Sources): string[] {
  return eachImport(files).flatMap(({ path, target }) => {
    const from = floorOf(path);
    const allowed = floors[from];
    if (!allowed) return [`${path}: ${from} is no floor`];
    if (target === undefined || floorOf(target) === from) return [];
    if (!allowed.includes(floorOf(target))) return [`${path}: ${from} may not import ${target}`];
    return target.endsWith('/index.js') ? [] : [`${path}: import ${target} through its index.js`];
  });
}

function wrongGathering(files: Sources): string[] {
  return eachImport(files)
    .filter(
      ({ path, target, isExport }) => isExport && target !== undefined && floorOf(path) !== floorOf(target),
    )
    .filter(({ path }) => floorOf(path) !== 'entries')
    .map(({ path, target }) => `${path}: exports from ${target}`);
}

function wrongPackages(files: Sources): string[] {
  return eachImport(files).flatMap(({ path, specifier, target }) => {
    if (target !== undefined || specifier === undefined) return [];
    const folder = Object.keys(packages)
      .filter((name) => path.startsWith(`${name}/`))
      .toSorted((a, b) => b.length - a.length)[0];
    const allowed = packages[folder ?? ''] ?? [];
    return allowed.includes(packageOf(specifier)) ? [] : [`${path}: ${folder} may not import ${specifier}`];
  });
}

function impurities(files: Sources): string[] {
  const impure =
    /\b(Date\.now|new Date\(\)|performance\.|Math\.random|crypto\.|fetch\(|set(Timeout|Interval)\(|process\.|console\.|(local|session)Storage)/;
  return Object.entries(files)
    .filter(([path]) => floorOf(path) === 'core')
    .flatMap(([path, text]) => withoutComments(text).match(impure)?.[0].concat(` in ${path}`) ?? []);
}

function cycles(files: Sources): string[] {
  const imports = eachImport(files);
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): string[] => {
    if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' > ')];
    if (done.has(path)) return [];
    done.add(path);
    return imports
      .filter((found) => found.path === path)
      .flatMap(({ target }) => sourceOf(target, files))
      .flatMap((next) => visit(next, [...trail, path]));
  };
  return Object.keys(files).flatMap((path) => visit(path, []));
}

function namelessExports(files: Sources): string[] {
  return Object.entries(files)
    .filter(([, text]) => /^export (default\b|\*|\{[^}]*\bas default\b)/m.test(withoutComments(text)))
    .map(([path]) => path);
}

function tooLong(files: Sources): string[] {
  return Object.entries(files)
    .filter(([path, text]) => text.trimEnd().split('\n').length > longestFile && !(path in longFiles))
    .map(([path]) => path);
}

function drawers(files: Sources): string[] {
  const drawer = /(^|\/)((utils?|helpers?|common|shared|misc|lib)([/.]|$)|(types|constants)\.tsx?$)/;
  return Object.keys(files).filter((path) => drawer.test(path));
}
