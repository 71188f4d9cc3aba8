export * from 'noclobber/react';
export { EditableTable } from 'noclobber/table';
