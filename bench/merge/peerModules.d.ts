// What this benchmark calls of its peers, so that the type check needs none of them installed.

declare module 'node-diff3' {
  export type Diff3Block =
    | { readonly ok: readonly string[]; readonly conflict?: undefined }
    | {
        readonly ok?: undefined;
        readonly conflict: {
          readonly a: readonly string[];
          readonly o: readonly string[];
          readonly b: readonly string[];
        };
      };
  /** A text is cut at white space. */
  type Cut = string | readonly string[];
  export function diff3Merge(a: Cut, o: Cut, b: Cut): Diff3Block[];
}

declare module 'trimerge' {
  export type Merger = (base: string, left: string, right: string) => unknown;
  export const trimergeEquality: Merger;
  export const trimergeString: Merger;
  export function combineMergers(
    ...mergers: readonly Merger[]
  ): (base: string, left: string, right: string) => string;
}

declare module '@scalar/json-magic/diff' {
  export type Body = { readonly body: string };
  export type Difference = { readonly path: readonly string[] };
  export function diff(before: Body, after: Body): Difference[];
  export function merge(
    one: readonly Difference[],
    other: readonly Difference[],
  ): { readonly diffs: readonly Difference[]; readonly conflicts: readonly unknown[] };
  export function apply(document: Body, differences: readonly Difference[]): Body;
}
