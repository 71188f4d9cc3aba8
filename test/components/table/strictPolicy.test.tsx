import { act } from '@testing-library/react';
import { expect, it } from 'vitest';
import { excelEnglish } from '../../react/table/clipboards.js';
import { openTable } from './openTable.js';

/** From here on; a policy can't be taken back. */
function setPolicy(content: string) {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = content;
  document.head.append(policy);
}

async function pasteExcel() {
  const complaints: string[] = [];
  document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
    complaints.push(violatedDirective);
  });
  const { user, cell, state } = await openTable({ count: 4, provider: { messages: { locale: 'en-US' } } });
  await user.click(cell(1, 'Title'));
  const clipboardData = new DataTransfer();
  for (const [type, text] of Object.entries(excelEnglish)) clipboardData.setData(type, text);
  act(() => {
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  expect([1, 2, 3, 4].map(state)).toEqual(['Edited', 'Edited', 'Edited', '']);
  expect(cell(1, 'Price')).toHaveTextContent('€1,234.50');
  // Complaints come later than what they are about.
  await new Promise((done) => setTimeout(done, 50));
  return complaints;
}

it('pastes as many rows as were copied under a policy without inline styles, which has nothing to say', async () => {
  setPolicy("style-src-attr 'none'; style-src-elem 'self'");
  expect(await pasteExcel()).toEqual([]);
});

it('pastes the text under trusted types', async () => {
  setPolicy("require-trusted-types-for 'script'; trusted-types 'none'");
  expect(await pasteExcel()).toEqual(['require-trusted-types-for']);
});
