/** Anything with an id is a record. */
export interface RecordValue {
  readonly id: string;
}

/** A record before the server has named it. */
export type NewRecord<T extends RecordValue> = Omit<T, 'id'> & { readonly id?: string };
