import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ModuleRegistry,
  NumberEditorModule,
  RowApiModule,
  TextEditorModule,
  themeQuartz,
  UndoRedoEditModule,
  type ColDef,
  type GridApi,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { createRoot, type Root } from 'react-dom/client';
import { columns, type BenchRow, type Candidate } from '../candidate.js';

ModuleRegistry.registerModules([
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  NumberEditorModule,
  RowApiModule,
  TextEditorModule,
  UndoRedoEditModule,
]);

let root: Root | undefined;
let api: GridApi<BenchRow> | undefined;

const columnDefs: ColDef<BenchRow>[] = columns.map(({ field, width, isNumber }) => ({
  field,
  width,
  editable: field !== 'id',
  cellDataType: isNumber ? 'number' : 'text',
}));

export const candidate: Candidate = {
  mount(element, rows) {
    root = createRoot(element);
    root.render(
      <div className="peer">
        <AgGridReact<BenchRow>
          theme={themeQuartz}
          rowData={rows.map((row) => ({ ...row }))}
          columnDefs={columnDefs}
          getRowId={({ data }) => data.id}
          rowHeight={32}
          headerHeight={32}
          undoRedoCellEditing
          onGridReady={(event) => {
            api = event.api;
          }}
        />
      </div>,
    );
  },
  unmount: () => root?.unmount(),
  scroller: () =>
    document.querySelector<HTMLElement>('.ag-grid-viewport, .ag-body-viewport') ?? document.body,
  cell: (row, field) => document.querySelector(`.ag-row[row-index="${row}"] [col-id="${field}"]`),
  shown: (row, field) => candidate.cell(row, field)?.textContent ?? null,
  update(changes) {
    const update = changes.flatMap(({ row, field, value }) => {
      const data = api?.getRowNode(String(row))?.data;
      return data ? [{ ...data, [field]: value }] : [];
    });
    api?.applyTransaction({ update });
  },
};
