import './page.css';
import type { Candidate } from './candidate.js';
import { createMeasured } from './measured.js';

const loaders: Readonly<Record<string, () => Promise<{ readonly candidate: Candidate }>>> = {
  'floor-react': () => import('./candidates/floorReact.js'),
  noclobber: () => import('./candidates/noclobber.js'),
  'react-data-grid': () => import('./candidates/reactDataGrid.js'),
  'ag-grid': () => import('./candidates/agGrid.js'),
  'mui-x': () => import('./candidates/muiGrid.js'),
  'tanstack-9': () => import('./candidates/tanstackTable.js'),
};

const { candidate } = (await loaders[new URLSearchParams(location.search).get('table') ?? '']?.()) ?? {};
if (candidate) Object.assign(globalThis, { measured: createMeasured(candidate) });
