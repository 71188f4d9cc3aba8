/** Names one record in a store. */
export interface RecordRef {
  /** Empty where there is only one tenant. */
  readonly tenant: string;
  readonly resource: string;
  readonly id: string;
}
