import {
  conditional,
  createVersionChecker,
  memoryStore,
  trigger,
  type VersionCheckerOptions,
} from 'noclobber/server';
import { describe, expect, it } from 'vitest';
import { signer } from './openServer.js';

const open = (options: object, resource: object = {}) =>
  createVersionChecker({
    store: memoryStore(),
    signer,
    resources: { articles: resource },
    ...options,
  } as VersionCheckerOptions);

describe('options', () => {
  it.each([
    [{ ignoreDefault: true }, '"ignoreDefault" is no option of createVersionChecker'],
    [{ limits: { bodyByte: 1 } }, '"bodyByte" is no option of limits'],
    [{ locks: { ttl: 1 } }, '"ttl" is no option of locks'],
  ])('C12: refuses %j at the start, with its name and those there are', (options, message) => {
    expect(() => open(options)).toThrow(TypeError);
    expect(() => open(options)).toThrow(message);
    expect(() => open(options)).toThrow('use one of:');
  });

  it.each([
    [{ versionRequired: false }, '"versionRequired" is no option of the resource "articles"'],
    [{ history: { keepDays: 3 } }, '"keepDays" is no option of the history of "articles"'],
    [{ history: {} }, 'needs `keepMs`'],
    [{ history: { keepMs: -1 } }, 'needs `keepMs`'],
    [{ strategy: trigger(), allowsUncounted: true }, 'the database counts every change'],
  ])('C12: refuses a resource with %j', (resource, message) => {
    expect(() => open({}, resource)).toThrow(TypeError);
    expect(() => open({}, resource)).toThrow(message);
  });

  it('takes what there is', () => {
    const resource = { strategy: conditional({ fields: ['title'] }), history: { keepMs: 0 }, locks: false };

    expect(() => open({ limits: { bodyBytes: 9 }, onWrite: () => undefined }, resource)).not.toThrow();
  });
});
