import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { clearDrafts } from 'noclobber/form';
import { afterEach } from 'vitest';

afterEach(async () => {
  cleanup();
  await clearDrafts();
});
