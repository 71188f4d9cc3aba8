import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows the example that the browser tests run', () => {
    expect(read('../README.md')).toContain(`\`\`\`tsx\n${read('./react/readme.example.tsx')}\`\`\``);
  });
});
